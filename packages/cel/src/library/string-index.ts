import { CelError } from "../value/error.js";
import { codePoints } from "../value/size.js";
import { indexOfUnit, unitOf } from "./code-points.js";

/** Positions in strings, in code points (cel.md section 6.4). Error of all: `index out of range: N`. */

const outOfRange = (index: bigint) => new CelError(`index out of range: ${index}`);

/** The code point at an index; nothing at the end. */
export function charAt(text: string, index: bigint): string | CelError {
  const size = codePoints(text);
  if (index < 0n || index > size) return outOfRange(index);
  return between(text, Number(index), Math.min(Number(index) + 1, size));
}

/** The first occurrence that starts at `from` or later, or -1. */
export function indexOf(text: string, part: string, from = 0n): bigint | CelError {
  if (from < 0n) return outOfRange(from);
  const size = codePoints(text);
  if (part === "") return from < size ? from : BigInt(size);
  if (from >= size) return -1n;
  return found(text, text.indexOf(part, unitOf(text, Number(from))));
}

/** The last occurrence that starts at `upTo` or earlier, or -1; also -1 when there is no character at `upTo`. */
export function lastIndexOf(text: string, part: string, upTo?: bigint): bigint | CelError {
  if (upTo !== undefined && upTo < 0n) return outOfRange(upTo);
  const size = codePoints(text);
  if (part === "") return upTo !== undefined && upTo < size ? upTo : BigInt(size);
  if (upTo === undefined) return found(text, text.lastIndexOf(part));
  if (upTo >= size) return -1n;
  return found(text, text.lastIndexOf(part, unitOf(text, Number(upTo))));
}

const found = (text: string, unit: number): bigint => (unit < 0 ? -1n : BigInt(indexOfUnit(text, unit)));

/** The text from `start` up to `end`, or to its end. Error also: `invalid substring range. start: 4, end: 3`. */
export function substring(text: string, start: bigint, end?: bigint): string | CelError {
  if (end !== undefined && start > end) return new CelError(`invalid substring range. start: ${start}, end: ${end}`);
  const size = codePoints(text);
  if (start < 0n || start > size) return outOfRange(start);
  if (end !== undefined && end > size) return outOfRange(end);
  return between(text, Number(start), end === undefined ? size : Number(end));
}

const between = (text: string, start: number, end: number): string =>
  text.slice(unitOf(text, start), unitOf(text, end));
