import { Duration } from "./duration.js";
import { type CelError, NO_SUCH_OVERLOAD } from "./error.js";
import { Hierarchy } from "./hierarchy.js";
import { type CelMap, isMap, lookup, mapEntries, mapSize } from "./map.js";
import { Message } from "./message.js";
import { Cidr, Ip } from "./network.js";
import { compareNumbers, isNumber } from "./numbers.js";
import { Optional } from "./optional.js";
import { compareBytes } from "./order.js";
import { SpiffeId, SpiffeMatcher, SpiffeTrustDomain } from "./spiffe.js";
import { parseSpiffeId, parseSpiffeTrustDomain } from "./spiffe-text.js";
import { Timestamp } from "./timestamp.js";
import { TypeValue } from "./type-value.js";
import type { CelValue } from "./value.js";

/**
 * `a == b` (cel.md section 4.2): values of different kinds are unequal, numbers compare across kinds. Only a hierarchy or a
 * SPIFFE value on the left can fail.
 */
export function equals(a: CelValue, b: CelValue): boolean | CelError {
  if (typeof a === "string" || typeof a === "boolean" || a === null) return a === b;
  if (isNumber(a)) return isNumber(b) && compareNumbers(a, b) === 0;
  if (b === null) return false;
  if (a instanceof Hierarchy) return b instanceof Hierarchy ? sameTexts(a.parts, b.parts) : NO_SUCH_OVERLOAD;
  if (a instanceof SpiffeId) return equalsSpiffeId(a, b);
  if (a instanceof SpiffeTrustDomain) return equalsTrustDomain(a, b);
  if (a instanceof SpiffeMatcher) return b instanceof SpiffeMatcher ? false : NO_SUCH_OVERLOAD;
  return sameStructure(a, b);
}

/** Equality where a failure counts as unequal: membership, sets, distinct. */
export const isEqual = (a: CelValue, b: CelValue): boolean => equals(a, b) === true;

function sameStructure(a: CelValue, b: CelValue): boolean | CelError {
  if (typeof b !== "object" || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && sameList(a, b);
  if (a instanceof Timestamp) return b instanceof Timestamp && a.seconds === b.seconds && a.nanos === b.nanos;
  if (a instanceof Duration) return b instanceof Duration && a.nanos === b.nanos;
  if (a instanceof Uint8Array) return b instanceof Uint8Array && compareBytes(a, b) === 0;
  if (a instanceof TypeValue) return b instanceof TypeValue && a.name === b.name;
  if (a instanceof Optional) return b instanceof Optional && sameOptional(a, b);
  if (a instanceof Ip) return b instanceof Ip && a.family === b.family && a.bits === b.bits;
  if (a instanceof Cidr) return b instanceof Cidr && a.prefixLength === b.prefixLength && isEqual(a.ip, b.ip);
  if (a instanceof Message) return b instanceof Message && sameMessage(a, b);
  return isMap(a) && isMap(b) && sameMap(a, b);
}

function sameList(a: readonly CelValue[], b: readonly CelValue[]): boolean {
  return a.length === b.length && a.every((element, index) => isEqual(element, b[index] as CelValue));
}

/** Every key of the left is looked up in the right: with keys 5 and 5.0 the order of the sides matters. */
function sameMap(
  a: CelMap | Readonly<Record<string, CelValue>>,
  b: CelMap | Readonly<Record<string, CelValue>>,
): boolean {
  if (mapSize(a) !== mapSize(b)) return false;
  for (const [key, value] of mapEntries(a)) {
    const other = lookup(b, key);
    if (other === undefined || !isEqual(value, other)) return false;
  }
  return true;
}

function sameOptional(a: Optional, b: Optional): boolean {
  if (a.value === undefined || b.value === undefined) return a.value === b.value;
  return isEqual(a.value, b.value);
}

function sameMessage(a: Message, b: Message): boolean {
  if (a.type.name !== b.type.name) return false;
  return [...new Set(a.type.fields.values())].every((name) => {
    const fallback = a.type.defaults[name] ?? null;
    return isEqual(a.fields[name] ?? fallback, b.fields[name] ?? fallback);
  });
}

function equalsSpiffeId(a: SpiffeId, b: CelValue): boolean | CelError {
  if (typeof b === "string") {
    const parsed = parseSpiffeId(b);
    return parsed instanceof SpiffeId && a.toString() === parsed.toString();
  }
  return b instanceof SpiffeId ? a.toString() === b.toString() : NO_SUCH_OVERLOAD;
}

function equalsTrustDomain(a: SpiffeTrustDomain, b: CelValue): boolean | CelError {
  if (typeof b === "string") {
    const parsed = parseSpiffeTrustDomain(b);
    return parsed instanceof SpiffeTrustDomain && a.name === parsed.name;
  }
  return b instanceof SpiffeTrustDomain ? a.name === b.name : NO_SUCH_OVERLOAD;
}

const sameTexts = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((part, index) => part === b[index]);
