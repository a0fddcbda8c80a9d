import { Uint } from "./uint.js";
import type { CelValue } from "./value.js";

export type CelNumber = bigint | Uint | number;

export const isNumber = (value: CelValue): value is CelNumber =>
  typeof value === "number" || typeof value === "bigint" || value instanceof Uint;

/**
 * -1, 0, 1, or NaN when one side is not a number. Integers compare exactly; with a double, the integer becomes the nearest
 * double first (cel.md section 4.1).
 */
export function compareNumbers(a: CelNumber, b: CelNumber): number {
  if (typeof a === "number" || typeof b === "number") {
    const x = toDouble(a);
    const y = toDouble(b);
    return x < y ? -1 : x > y ? 1 : x === y ? 0 : Number.NaN;
  }
  const x = toBigInt(a);
  const y = toBigInt(b);
  return x < y ? -1 : x > y ? 1 : 0;
}

export const toDouble = (value: CelNumber): number =>
  typeof value === "number" ? value : typeof value === "bigint" ? Number(value) : Number(value.value);

const toBigInt = (value: bigint | Uint): bigint => (typeof value === "bigint" ? value : value.value);
