import { Duration } from "./duration.js";
import {
  CelError,
  DIVISION_BY_ZERO,
  INTEGER_OVERFLOW,
  MODULUS_BY_ZERO,
  NO_SUCH_OVERLOAD,
  UNSIGNED_OVERFLOW,
} from "./error.js";
import { MAX_TEXT_LENGTH, TEXT_TOO_LONG } from "./limits.js";
import { checkedDuration, shift, timeBetween } from "./time-arithmetic.js";
import { Timestamp } from "./timestamp.js";
import { MAX_INT, MAX_UINT, MIN_INT, Uint } from "./uint.js";
import { unsupported } from "./unsupported.js";
import type { CelResult, CelValue } from "./value.js";

export { greater, greaterEqual, less, lessEqual } from "./comparison.js";

// The operators on values, as cel.md sections 4.1, 4.7 and 5.2 have them: total, never throwing, and kinds are never mixed.
// Doubles come first, because attributes are doubles.

/** `a + b`: numbers, strings, bytes, lists, durations, a timestamp and a duration. Fails on overflow and beyond the limits of size. */
export function add(a: CelValue, b: CelValue): CelResult {
  if (typeof a === "number") return typeof b === "number" ? a + b : NO_SUCH_OVERLOAD;
  if (typeof a === "string") return typeof b === "string" ? joinTexts(a, b) : NO_SUCH_OVERLOAD;
  if (typeof a === "bigint") return typeof b === "bigint" ? checkedInt(a + b) : NO_SUCH_OVERLOAD;
  if (a instanceof Uint) return b instanceof Uint ? checkedUint(a.value + b.value) : NO_SUCH_OVERLOAD;
  if (Array.isArray(a)) return Array.isArray(b) ? joinLists(a, b) : NO_SUCH_OVERLOAD;
  if (a instanceof Timestamp) return b instanceof Duration ? shift(a, b.nanos) : NO_SUCH_OVERLOAD;
  if (a instanceof Duration) {
    if (b instanceof Duration) return checkedDuration(a.nanos + b.nanos);
    return b instanceof Timestamp ? shift(b, a.nanos) : NO_SUCH_OVERLOAD;
  }
  if (a instanceof Uint8Array) return b instanceof Uint8Array ? joinBytes(a, b) : NO_SUCH_OVERLOAD;
  return unsupported(a, NO_ADD);
}

/** `a - b`: numbers, durations, a timestamp and a duration, two timestamps. */
export function subtract(a: CelValue, b: CelValue): CelResult {
  if (typeof a === "number") return typeof b === "number" ? a - b : NO_SUCH_OVERLOAD;
  if (typeof a === "bigint") return typeof b === "bigint" ? checkedInt(a - b) : NO_SUCH_OVERLOAD;
  if (a instanceof Uint) return b instanceof Uint ? checkedUint(a.value - b.value) : NO_SUCH_OVERLOAD;
  if (a instanceof Timestamp) {
    if (b instanceof Timestamp) return timeBetween(b, a);
    // The reference negates the duration first, and the least duration has no opposite.
    if (b instanceof Duration) return b.nanos === MIN_INT ? INTEGER_OVERFLOW : shift(a, -b.nanos);
    return NO_SUCH_OVERLOAD;
  }
  if (a instanceof Duration) return b instanceof Duration ? checkedDuration(a.nanos - b.nanos) : NO_SUCH_OVERLOAD;
  return unsupported(a, NO_SUBTRACT);
}

/** `a * b` of numbers. */
export function multiply(a: CelValue, b: CelValue): CelResult {
  if (typeof a === "number") return typeof b === "number" ? a * b : NO_SUCH_OVERLOAD;
  if (typeof a === "bigint") return typeof b === "bigint" ? checkedInt(a * b) : NO_SUCH_OVERLOAD;
  if (a instanceof Uint) return b instanceof Uint ? checkedUint(a.value * b.value) : NO_SUCH_OVERLOAD;
  return unsupported(a, NO_MULTIPLY);
}

/** `a / b` of numbers; integers are cut towards zero and cannot be divided by it. */
export function divide(a: CelValue, b: CelValue): CelResult {
  if (typeof a === "number") return typeof b === "number" ? a / b : NO_SUCH_OVERLOAD;
  if (typeof a === "bigint") {
    if (typeof b !== "bigint") return NO_SUCH_OVERLOAD;
    return b === 0n ? DIVISION_BY_ZERO : checkedInt(a / b);
  }
  if (a instanceof Uint) {
    if (!(b instanceof Uint)) return NO_SUCH_OVERLOAD;
    return b.value === 0n ? DIVISION_BY_ZERO : new Uint(a.value / b.value);
  }
  return unsupported(a, NO_DIVIDE);
}

/** `a % b` of integers, with the sign of `a`. */
export function modulo(a: CelValue, b: CelValue): CelResult {
  if (typeof a === "bigint") {
    if (typeof b !== "bigint") return NO_SUCH_OVERLOAD;
    if (b === 0n) return MODULUS_BY_ZERO;
    return a === MIN_INT && b === -1n ? INTEGER_OVERFLOW : a % b;
  }
  if (a instanceof Uint) {
    if (!(b instanceof Uint)) return NO_SUCH_OVERLOAD;
    return b.value === 0n ? MODULUS_BY_ZERO : new Uint(a.value % b.value);
  }
  return unsupported(a, NO_MODULO);
}

/** `-a` of an int, a double or, where the static type is unknown, a duration. */
export function negate(a: CelValue): CelResult {
  if (typeof a === "number") return -a;
  if (typeof a === "bigint") return checkedInt(-a);
  if (a instanceof Duration) return checkedDuration(-a.nanos);
  return typeof a === "boolean" ? NO_SUCH_OVERLOAD : unsupported(a, NO_NEGATE);
}

const NO_ADD = new CelError("no such overload: _+_");
const NO_SUBTRACT = new CelError("no such overload: _-_");
const NO_MULTIPLY = new CelError("no such overload: _*_");
const NO_DIVIDE = new CelError("no such overload: _/_");
const NO_MODULO = new CelError("no such overload: _%_");
const NO_NEGATE = new CelError("no such overload: -_");

const checkedInt = (value: bigint): bigint | CelError =>
  value > MAX_INT || value < MIN_INT ? INTEGER_OVERFLOW : value;

const checkedUint = (value: bigint): Uint | CelError =>
  value > MAX_UINT || value < 0n ? UNSIGNED_OVERFLOW : new Uint(value);

/**
 * Longest list and most bytes that `+` makes, beside `MAX_TEXT_LENGTH`: an expression that doubles a value again and again ends
 * with an error.
 */
const MAX_LIST_LENGTH = 1 << 22;
const MAX_BYTES_LENGTH = MAX_TEXT_LENGTH;
const LIST_TOO_LONG = new CelError(`list exceeds limit of ${MAX_LIST_LENGTH} elements`);
const BYTES_TOO_LONG = new CelError(`bytes exceed limit of ${MAX_BYTES_LENGTH}`);

const joinTexts = (a: string, b: string) => (a.length + b.length > MAX_TEXT_LENGTH ? TEXT_TOO_LONG : a + b);

function joinLists(a: readonly CelValue[], b: readonly CelValue[]): CelResult {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  return a.length + b.length > MAX_LIST_LENGTH ? LIST_TOO_LONG : a.concat(b);
}

function joinBytes(a: Uint8Array, b: Uint8Array): CelResult {
  if (a.length + b.length > MAX_BYTES_LENGTH) return BYTES_TOO_LONG;
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
