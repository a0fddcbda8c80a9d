import { encodeBase64 } from "./base64.js";
import { Duration } from "./duration.js";
import { CelError, isError, NONE_DEREFERENCED } from "./error.js";
import { Hierarchy } from "./hierarchy.js";
import { kindOf } from "./kind.js";
import { MAX_VALUE_DEPTH, VALUE_TOO_DEEP, VALUE_TOO_LARGE } from "./limits.js";
import { isMap, mapEntries } from "./map.js";
import { Message } from "./message.js";
import { Optional } from "./optional.js";
import { SpiffeId, SpiffeMatcher, SpiffeTrustDomain } from "./spiffe.js";
import { durationText, timestampText } from "./time-text.js";
import { Timestamp } from "./timestamp.js";
import { TypeValue } from "./type-value.js";
import { Uint } from "./uint.js";
import type { CelValue } from "./value.js";

/** A value as JSON text can show it; -0 is kept apart from 0. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * A value as an output shows it (cel.md section 4.10): integers beyond 2^53-1 and bytes, timestamps and durations become strings,
 * an optional its inner value, a message the JSON of its fields that are not at their defaults. Errors: a value that has no JSON,
 * such as a type, NaN or a map with a key that is not a string; and a value too deep or too large to show.
 */
export function toJson(value: CelValue): JsonValue | CelError {
  return converted(value, { left: SIZE_LIMIT }, 0);
}

/** Units of `Budget`: about four million values, or that many times 16 characters. */
const SIZE_LIMIT = 67_108_864;
const UNITS_PER_VALUE = 16;

/** What may still be written: a value that holds another one many times is as large as it looks. */
interface Budget {
  left: number;
}

function converted(value: CelValue, budget: Budget, depth: number): JsonValue | CelError {
  budget.left -= UNITS_PER_VALUE + (typeof value === "string" ? value.length : 0);
  if (budget.left < 0) return VALUE_TOO_LARGE;
  if (depth > MAX_VALUE_DEPTH) return VALUE_TOO_DEEP;
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) ? value : notFinite(value);
    case "bigint":
      return integer(value);
  }
  if (value === null) return null;
  if (Array.isArray(value)) return list(value, budget, depth);
  if (value instanceof Uint) return integer(value.value);
  if (value instanceof Message) return fieldsOf(value, budget, depth);
  if (isMap(value)) return object(mapEntries(value), budget, depth);
  if (value instanceof Uint8Array) {
    budget.left -= value.length;
    return encodeBase64(value);
  }
  if (value instanceof Timestamp) return timestampText(value);
  if (value instanceof Duration) return durationText(value);
  if (value instanceof Optional)
    return value.value === undefined ? NONE_DEREFERENCED : converted(value.value, budget, depth + 1);
  return new CelError(withoutJson(value));
}

const integer = (value: bigint): JsonValue =>
  value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value);

const notFinite = (value: number) =>
  new CelError(
    `proto: google.protobuf.Value.number_value: invalid ${Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf"} value`,
  );

function list(elements: readonly CelValue[], budget: Budget, depth: number): JsonValue | CelError {
  const result: JsonValue[] = [];
  for (const element of elements) {
    const json = converted(element, budget, depth + 1);
    if (isError(json)) return json;
    result.push(json);
  }
  return result;
}

function object(
  entries: Iterable<readonly [CelValue, CelValue | undefined]>,
  budget: Budget,
  depth: number,
): JsonValue | CelError {
  const result: Record<string, JsonValue> = {};
  for (const [key, value] of entries) {
    if (typeof key !== "string") return new CelError(notAKey(key));
    if (value === undefined) continue;
    budget.left -= key.length;
    const json = converted(value, budget, depth + 1);
    if (isError(json)) return json;
    // An assignment to this one name would set the prototype.
    if (key === "__proto__") Object.defineProperty(result, key, { value: json, enumerable: true });
    else result[key] = json;
  }
  return result;
}

/** Fields in protobuf's JSON: scalars, lists and maps at their default are left out, messages only if not set. */
function fieldsOf(message: Message, budget: Budget, depth: number): JsonValue | CelError {
  const names = new Set(message.type.fields.values());
  const set = [...names].filter((name) => !isDefault(message.fields[name]));
  return object(
    set.map((name) => [name, message.fields[name]] as const),
    budget,
    depth,
  );
}

function isDefault(value: CelValue | undefined): boolean {
  if (value === undefined || value === null || value === "" || value === false) return true;
  if (typeof value === "number") return Object.is(value, 0);
  if (typeof value === "bigint") return value === 0n;
  if (value instanceof Uint) return value.value === 0n;
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length === 0;
  return isMap(value) && mapEntries(value).next().done === true;
}

function withoutJson(value: CelValue): string {
  if (value instanceof TypeValue) return "type conversion not supported for 'type'";
  if (value instanceof Hierarchy) return unsupportedNative("hierarchy");
  if (value instanceof SpiffeId) return unsupportedNative("SPIFFEID");
  if (value instanceof SpiffeTrustDomain) return unsupportedNative("SPIFFETrustDomain");
  if (value instanceof SpiffeMatcher) return unsupportedNative("SPIFFEMatcher");
  return "unsupported type conversion to '*structpb.Value'";
}

const unsupportedNative = (name: string) => `unsupported native conversion from ${name} to '*structpb.Value'`;

/** The reference words this by kind. */
function notAKey(key: CelValue): string {
  const kind = kindOf(key);
  switch (kind) {
    case "int":
    case "uint":
      return `unsupported type conversion from '${kind}' to string`;
    case "double":
      return "type conversion error from Double to 'string'";
    case "bool":
    case "list":
    case "map":
      return `type conversion error from ${kind} to 'string'`;
    default:
      return `type conversion error from '${kind}' to 'string'`;
  }
}
