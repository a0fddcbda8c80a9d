import { isEqual } from "./equality.js";
import { CelError, NO_SUCH_OVERLOAD } from "./error.js";
import { Hierarchy } from "./hierarchy.js";
import { goTypeOf, kindOf } from "./kind.js";
import { isMap, lookup, mapSize } from "./map.js";
import { Message } from "./message.js";
import { doubleText } from "./number-text.js";
import { Optional } from "./optional.js";
import { Uint } from "./uint.js";
import type { CelResult, CelValue } from "./value.js";

/** What a key leads to: a value, nothing, or an error. */
type Found = CelValue | undefined | CelError;

/**
 * `container[key]` (cel.md sections 4.4 and 4.5): of lists, maps, hierarchies, messages by field name; of an optional, the
 * optional of the element. Fails with `no such key: K`, `index out of bounds: N` and the like of section 5.3.
 */
export function indexValue(container: CelValue, key: CelValue): CelResult {
  if (container instanceof Optional) return optionalIndex(container, key);
  const found = find(container, key);
  return found === undefined ? missing(container, key) : found;
}

/** `container.field`, by sections 2.2 and 2.3; of an optional, the optional of the field. */
export function selectField(container: CelValue, field: string): CelResult {
  if (container instanceof Optional) return optionalSelect(container, field);
  const found = findField(container, field);
  return found === undefined ? missing(container, field) : found;
}

/** `has(container.field)` (section 2.3): a scalar has no fields and a list cannot be asked; of an optional, its value is. */
export function hasField(container: CelValue, field: string): boolean | CelError {
  if (container instanceof Optional) return container.value !== undefined && hasField(container.value, field);
  if (container instanceof Message) return isSet(container, field);
  const found = findField(container, field);
  return found instanceof CelError ? found : found !== undefined;
}

/** `container.?field`: an optional, none where a plain selection would find nothing; a wrong kind of container still fails. */
export function optionalSelect(container: CelValue, field: string): Optional | CelError {
  if (container instanceof Optional) {
    return container.value === undefined ? Optional.none : optionalSelect(container.value, field);
  }
  if (container instanceof Message) {
    const present = isSet(container, field);
    if (present !== true) return present || Optional.none;
  }
  return asOptional(findField(container, field));
}

/** `container[?key]`: an optional, none where a plain index would find nothing; a wrong kind of key still fails. */
export function optionalIndex(container: CelValue, key: CelValue): Optional | CelError {
  if (container instanceof Optional) {
    return container.value === undefined ? Optional.none : optionalIndex(container.value, key);
  }
  if (container instanceof Message && typeof key === "string") return optionalSelect(container, key);
  return asOptional(find(container, key));
}

/** `item in container`: an equal element of a list, a key of a map. Anything else is `no such overload`. */
export function contains(item: CelValue, container: CelValue): boolean | CelError {
  if (Array.isArray(container)) {
    if (typeof item === "string" || typeof item === "boolean" || item === null) return container.includes(item);
    for (let index = 0; index < container.length; index += 1) if (isEqual(item, container[index])) return true;
    return false;
  }
  return isMap(container) ? lookup(container, item) !== undefined : NO_SUCH_OVERLOAD;
}

const asOptional = (found: Found): Optional | CelError =>
  found === undefined ? Optional.none : found instanceof CelError ? found : Optional.of(found);

function find(container: CelValue, key: CelValue): Found {
  if (typeof key === "string") return findField(container, key);
  if (!isQualifier(key)) return new CelError(`invalid qualifier type: ${goTypeOf(key)}`);
  if (Array.isArray(container)) return element(container, key);
  if (isMap(container)) return lookup(container, key);
  if (container instanceof Message) return NO_SUCH_OVERLOAD;
  return container instanceof Hierarchy ? hierarchyPart(container, key) : undefined;
}

function findField(container: CelValue, field: string): Found {
  if (isMap(container)) return lookup(container, field);
  if (container instanceof Message) return messageField(container, field);
  if (Array.isArray(container)) return STRING_INDEX;
  return container instanceof Hierarchy ? STRING_PART : undefined;
}

const STRING_INDEX = new CelError("unsupported index type 'string' in list");
const STRING_PART = new CelError("unsupported index type 'string'");

/** Keys of other kinds are refused before the container is looked at. */
const isQualifier = (key: CelValue): key is bigint | number | boolean | Uint =>
  typeof key === "bigint" || typeof key === "number" || typeof key === "boolean" || key instanceof Uint;

function element(list: readonly CelValue[], key: bigint | number | boolean | Uint): Found {
  if (typeof key === "boolean") return new CelError("unsupported index type 'bool' in list");
  const index = typeof key === "object" ? key.value : key;
  if (typeof index === "number" ? !isInt(index) : index > MAX_INDEX)
    return new CelError(`unsupported index value ${keyText(key)} in list`);
  // Beyond the length of any list, a big integer's nearest double is as far out.
  return list[Number(index)];
}

/** Beyond 64 bits an index is not even out of bounds. */
const MAX_INDEX = 2n ** 63n - 1n;
const isInt = (index: number) => Number.isInteger(index) && Math.abs(index) < 2 ** 63;

function hierarchyPart(hierarchy: Hierarchy, key: bigint | number | boolean | Uint): Found {
  if (typeof key !== "bigint") return new CelError(`unsupported index type '${kindOf(key)}'`);
  return hierarchy.parts[Number(key)] ?? new CelError("index out of range");
}

function messageField(message: Message, field: string): Found {
  const name = message.type.fields.get(field);
  if (name === undefined) return noSuchField(field);
  return message.fields[name] ?? message.type.defaults[name] ?? null;
}

/** Whether a field was given a value that is not its type's default; run-time information always was (section 2.3). */
function isSet(message: Message, field: string): boolean | CelError {
  const name = message.type.fields.get(field);
  if (name === undefined) return noSuchField(field);
  if (message.type.name === "cerbos.engine.v1.Runtime") return true;
  const value = message.fields[name];
  return value !== undefined && !isDefault(value);
}

function isDefault(value: CelValue): boolean {
  if (typeof value !== "object" || value === null)
    return value === "" || value === false || value === 0n || isZero(value);
  if (value instanceof Uint) return value.value === 0n;
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length === 0;
  return isMap(value) && mapSize(value) === 0;
}

/** A negative zero is not the default. */
const isZero = (value: CelValue) => Object.is(value, 0);

const noSuchField = (field: string) => new CelError(`no such field '${field}'`);

function missing(container: CelValue, key: CelValue): CelError {
  return new CelError(`${Array.isArray(container) ? "index out of bounds" : "no such key"}: ${keyText(key)}`);
}

/** The key as messages show it. */
function keyText(key: CelValue): string {
  if (typeof key === "number") return doubleText(key);
  return key instanceof Uint ? String(key.value) : String(key);
}
