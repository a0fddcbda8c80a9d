import { Duration } from "./duration.js";
import { isMap, mapSize } from "./map.js";
import { Optional } from "./optional.js";
import { MIN_SECONDS, Timestamp } from "./timestamp.js";
import { Uint } from "./uint.js";
import type { CelValue } from "./value.js";

/**
 * Whether a value is the zero of its kind, which `optional.ofNonZeroValue` leaves out (cel.md section 6.2): false, 0, empty,
 * null, none, year 1. Types, messages and all opaque values never are.
 */
export function isZeroValue(value: CelValue): boolean {
  // A double -0 is a zero too.
  if (value === null || value === false || value === 0 || value === 0n || value === "") return true;
  if (typeof value !== "object") return false;
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length === 0;
  if (value instanceof Uint) return value.value === 0n;
  if (value instanceof Duration) return value.nanos === 0n;
  if (value instanceof Timestamp) return value.seconds === MIN_SECONDS && value.nanos === 0;
  if (value instanceof Optional) return !value.hasValue;
  return isMap(value) && mapSize(value) === 0;
}
