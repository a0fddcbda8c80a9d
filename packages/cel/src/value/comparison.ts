import { CelError, NO_SUCH_OVERLOAD } from "./error.js";
import { isNumber } from "./numbers.js";
import { compare, compareStrings } from "./order.js";
import { SpiffeTrustDomain } from "./spiffe.js";
import { parseSpiffeTrustDomain } from "./spiffe-text.js";
import { unsupported } from "./unsupported.js";
import type { CelValue } from "./value.js";

// The four orderings (cel.md sections 4.1, 4.3 and 5.2). A NaN has no order to anything: on the left it makes every one of them
// false, even beside a value of another kind.

/** `a < b` */
export function less(a: CelValue, b: CelValue): boolean | CelError {
  if (typeof a === "number" && typeof b === "number") return a < b;
  const order = compare(a, b);
  return order === undefined ? unordered(a, b, "_<_", (by) => by < 0) : order < 0;
}

/** `a <= b` */
export function lessEqual(a: CelValue, b: CelValue): boolean | CelError {
  if (typeof a === "number" && typeof b === "number") return a <= b;
  const order = compare(a, b);
  return order === undefined ? unordered(a, b, "_<=_", (by) => by <= 0) : order <= 0;
}

/** `a > b` */
export function greater(a: CelValue, b: CelValue): boolean | CelError {
  if (typeof a === "number" && typeof b === "number") return a > b;
  const order = compare(a, b);
  return order === undefined ? unordered(a, b, "_>_", (by) => by > 0) : order > 0;
}

/** `a >= b` */
export function greaterEqual(a: CelValue, b: CelValue): boolean | CelError {
  if (typeof a === "number" && typeof b === "number") return a >= b;
  const order = compare(a, b);
  return order === undefined ? unordered(a, b, "_>=_", (by) => by >= 0) : order >= 0;
}

function unordered(a: CelValue, b: CelValue, operator: string, holds: (order: number) => boolean): boolean | CelError {
  if (Number.isNaN(a)) return false;
  if (a instanceof SpiffeTrustDomain) {
    const order = compareTrustDomains(a, b);
    return typeof order === "number" ? holds(order) : order;
  }
  const isOrderable = isNumber(a) || typeof a === "boolean" || a instanceof Uint8Array;
  return isOrderable ? NO_SUCH_OVERLOAD : unsupported(a, new CelError(`no such overload: ${operator}`));
}

/** Trust domains are ordered backwards, and a string on the right is read as one (section 6.12). */
function compareTrustDomains(a: SpiffeTrustDomain, b: CelValue): number | CelError {
  const other = typeof b === "string" ? parseSpiffeTrustDomain(b) : b;
  if (other instanceof SpiffeTrustDomain) return -compareStrings(a.name, other.name);
  if (!(other instanceof CelError)) return NO_SUCH_OVERLOAD;
  return new CelError(`failed to parse trust domain: ${other.message}`);
}
