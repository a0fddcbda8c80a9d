import { CelError } from "./error.js";
import { Hierarchy } from "./hierarchy.js";
import { isMap, mapSize } from "./map.js";
import { unsupported } from "./unsupported.js";
import type { CelValue } from "./value.js";

const NO_SIZE = new CelError("no such overload: size");

/** `size(value)`: code points of a string, bytes, elements of a list, entries of a map, parts of a hierarchy (section 6.1). */
export function sizeOf(value: CelValue): bigint | CelError {
  if (typeof value === "string") return BigInt(codePoints(value));
  if (Array.isArray(value) || value instanceof Uint8Array) return BigInt(value.length);
  if (value instanceof Hierarchy) return BigInt(value.parts.length);
  return isMap(value) ? BigInt(mapSize(value)) : unsupported(value, NO_SIZE);
}

/** How many code points a text has; a lone surrogate counts as one. */
export function codePoints(text: string): number {
  let count = text.length;
  for (let index = 1; index < text.length; index += 1) {
    if (isLow(text.charCodeAt(index)) && isHigh(text.charCodeAt(index - 1))) count -= 1;
  }
  return count;
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;
