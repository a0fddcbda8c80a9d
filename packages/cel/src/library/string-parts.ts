import { CelError } from "../value/error.js";
import { MAX_TEXT_LENGTH, TEXT_TOO_LONG } from "../value/limits.js";
import type { CelValue } from "../value/value.js";
import { widthAt } from "./code-points.js";
import { goText } from "./go-text.js";

/** Taking strings apart and putting them together (cel.md section 6.4). */

/** Literal replacement of the first `limit` occurrences, or of all; an empty `old` is found before each code point and at the end. */
export function replace(text: string, old: string, replacement: string, limit = -1n): string | CelError {
  if (limit === 0n) return text;
  if (old !== "") return join(split(text, old, limit < 0n ? limit : limit + 1n), replacement);
  const characters = codePoints(text, limit);
  return join(["", ...characters, ...(limit < 0n || limit > characters.length ? [""] : [])], replacement);
}

/** The pieces between separators, at most `limit`, the last of them with all the rest; an empty separator splits code points. */
export function split(text: string, separator: string, limit = -1n): string[] {
  if (limit === 0n) return [];
  if (separator === "") return codePoints(text, limit);
  const parts = text.split(separator);
  if (limit < 0n || parts.length <= limit) return parts;
  const count = Number(limit) - 1;
  return [...parts.slice(0, count), parts.slice(count).join(separator)];
}

function codePoints(text: string, limit: bigint): string[] {
  if (limit < 0n) return Array.from(text);
  const parts: string[] = [];
  let unit = 0;
  while (unit < text.length) {
    const end = BigInt(parts.length) + 1n < limit ? unit + widthAt(text, unit) : text.length;
    parts.push(text.slice(unit, end));
    unit = end;
  }
  return parts;
}

/** The elements with a separator between them. Error: `join: invalid input: 1` for an element that is not a string. */
export function join(list: readonly CelValue[], separator = ""): string | CelError {
  let length = separator.length * (list.length - 1);
  for (const element of list) {
    if (typeof element !== "string") return new CelError(`join: invalid input: ${goText(element)}`);
    length += element.length;
    if (length > MAX_TEXT_LENGTH) return TEXT_TOO_LONG;
  }
  return list.join(separator);
}

/** By code point. */
export const reversed = (text: string): string => Array.from(text).reverse().join("");

/** Unicode White_Space, which is not JavaScript's: with U+0085, without U+FEFF. */
const SPACE = "[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const isSpace = new RegExp(SPACE);

export function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace.test(text[start] as string)) start += 1;
  while (end > start && isSpace.test(text[end - 1] as string)) end -= 1;
  return text.slice(start, end);
}

/** A to Z only. */
export const lowerAscii = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** a to z only. */
export const upperAscii = (text: string): string => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());

const escapes: ReadonlyMap<string, string> = new Map([
  ["\u0007", "\\a"],
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ["\v", "\\v"],
  ["\\", "\\\\"],
  ['"', '\\"'],
]);

/** The string as a literal; only the characters that have a short escape are escaped. */
export function quote(text: string): string {
  let quoted = "";
  for (const character of text) quoted += escapes.get(character) ?? character;
  return `"${quoted}"`;
}
