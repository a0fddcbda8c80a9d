import type { Match } from "../regex/regex.js";
import { CelError } from "../value/error.js";

/** A piece of a replacement: text as it is, or the number of a group. */
export type ReplacementPart = string | number;

/**
 * Reads `regex.replace`'s replacement: `\0` to `\9` are groups, `\\` is a backslash, all else is itself (cel.md section 6.5).
 * Errors: a group that the pattern does not have, a backslash before something else or at the end.
 */
export function replacementParts(replacement: string, groupCount: number): readonly ReplacementPart[] | CelError {
  const parts: ReplacementPart[] = [];
  let position = 0;
  for (let slash = replacement.indexOf("\\"); slash >= 0; slash = replacement.indexOf("\\", position)) {
    if (slash > position) parts.push(replacement.slice(position, slash));
    position = slash + 2;
    const next = replacement[slash + 1];
    if (next === undefined) return new CelError(`invalid replacement string: '${replacement}' \\ not allowed at end`);
    if (next === "\\") parts.push(next);
    else if (next < "0" || next > "9")
      return new CelError(`invalid replacement string: '${replacement}' \\ must be followed by a digit or \\`);
    else if (Number(next) > groupCount)
      return new CelError(`replacement string references group ${next} but regex has only ${groupCount} group(s)`);
    else parts.push(Number(next));
  }
  parts.push(replacement.slice(position));
  return parts;
}

/** The replacement for one match; a group that took no part is empty. */
export function filled(parts: readonly ReplacementPart[], text: string, match: Match): string {
  let result = "";
  for (const part of parts) {
    if (typeof part === "string") result += part;
    else if (match[2 * part] !== -1) result += text.slice(match[2 * part], match[2 * part + 1]);
  }
  return result;
}
