import { Duration } from "./duration.js";
import { compareNumbers, isNumber } from "./numbers.js";
import { Timestamp } from "./timestamp.js";
import type { CelValue } from "./value.js";

/**
 * -1, 0 or 1; NaN when a number is not one; `undefined` when the two have no order (cel.md section 4.3): bools, numbers across
 * kinds, strings, bytes, timestamps, durations, each among themselves.
 */
export function compare(a: CelValue, b: CelValue): number | undefined {
  if (isNumber(a)) return isNumber(b) ? compareNumbers(a, b) : undefined;
  if (typeof a === "string") return typeof b === "string" ? compareStrings(a, b) : undefined;
  if (typeof a === "boolean") return typeof b === "boolean" ? Number(a) - Number(b) : undefined;
  if (a instanceof Timestamp)
    return b instanceof Timestamp ? sign(a.seconds - b.seconds) || sign(a.nanos - b.nanos) : undefined;
  if (a instanceof Duration)
    return b instanceof Duration ? (a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0) : undefined;
  if (a instanceof Uint8Array) return b instanceof Uint8Array ? compareBytes(a, b) : undefined;
  return undefined;
}

/** By code point. UTF-16 order differs only where a surrogate meets a character above it. */
export function compareStrings(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const x = a.charCodeAt(index);
    const y = b.charCodeAt(index);
    if (x !== y) return sign(lifted(x) - lifted(y));
  }
  return sign(a.length - b.length);
}

/** Moves surrogates above every other unit, where their code points are. */
const lifted = (unit: number) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (a[index] as number) - (b[index] as number);
    if (difference !== 0) return sign(difference);
  }
  return sign(a.length - b.length);
}

const sign = (difference: number) => (difference < 0 ? -1 : difference > 0 ? 1 : 0);
