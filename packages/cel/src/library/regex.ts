import { BOOL, INT, listOf, optionalOf, STRING } from "../check/types.js";
import { compileRegex } from "../regex/compile.js";
import { type Match, matchesIn, type Regex } from "../regex/regex.js";
import { CelError, isError, NO_SUCH_OVERLOAD } from "../value/error.js";
import { goQuote } from "../value/go-quote.js";
import { MAX_TEXT_LENGTH, TEXT_TOO_LONG } from "../value/limits.js";
import { Optional } from "../value/optional.js";
import { unsupported } from "../value/unsupported.js";
import type { CelValue } from "../value/value.js";
import { type FunctionDeclaration, globalFunction, method, overload } from "./define.js";
import { filled, type ReplacementPart, replacementParts } from "./regex-replacement.js";

function matches(text: string, pattern: string): boolean | CelError {
  const regex = compileRegex(pattern);
  return isError(regex) ? regex : regex.test(text);
}

const NO_MATCHES = new CelError("no such overload: matches");

/** Names itself when the text is of a kind that has no `matches` (cel.md section 5.2). */
const mismatch = ([text]: readonly CelValue[]): CelError =>
  text === undefined || typeof text === "string" ? NO_SUCH_OVERLOAD : unsupported(text, NO_MATCHES);

/** The pattern, which may have one group at most. */
function withOneGroup(pattern: string): Regex | CelError {
  const regex = compileRegex(pattern);
  if (isError(regex) || regex.groupCount <= 1) return regex;
  return new CelError(`regular expression has more than one capturing group: ${goQuote(pattern)}`);
}

/** The group's text if there is a group, or the whole match; nothing for a group that is empty or took no part. */
function extracted(text: string, regex: Regex, match: Match): string | undefined {
  if (regex.groupCount === 0) return text.slice(match[0], match[1]);
  return match[2] === match[3] ? undefined : text.slice(match[2], match[3]);
}

function extract(text: string, pattern: string): Optional | CelError {
  const regex = withOneGroup(pattern);
  if (isError(regex)) return regex;
  const find = regex.search(text);
  if (isError(find)) return find;
  const match = find(0);
  const found = match && extracted(text, regex, match);
  return found === undefined ? Optional.none : Optional.of(found);
}

function extractAll(text: string, pattern: string): readonly string[] | CelError {
  const regex = withOneGroup(pattern);
  if (isError(regex)) return regex;
  const find = regex.search(text);
  if (isError(find)) return find;
  const found: string[] = [];
  for (const match of matchesIn(text, find)) {
    const part = extracted(text, regex, match);
    if (part !== undefined) found.push(part);
  }
  return found;
}

/** The replacement is read at the first match: without one, what is wrong with it does not show. */
function replace(text: string, pattern: string, replacement: string, limit = -1n): string | CelError {
  if (limit === 0n) return text;
  const regex = compileRegex(pattern);
  if (isError(regex)) return regex;
  const find = regex.search(text);
  if (isError(find)) return find;
  let parts: readonly ReplacementPart[] | CelError | undefined;
  let result = "";
  let position = 0;
  let left = limit;
  for (const match of matchesIn(text, find)) {
    parts ??= replacementParts(replacement, regex.groupCount);
    if (isError(parts)) return parts;
    result += text.slice(position, match[0]) + filled(parts, text, match);
    if (result.length > MAX_TEXT_LENGTH) return TEXT_TOO_LONG;
    position = match[1] as number;
    left -= 1n;
    if (left === 0n) break;
  }
  return result + text.slice(position);
}

/** `matches` and the regex library (cel.md section 6.5). */
export const regex: readonly FunctionDeclaration[] = [
  method("matches", [overload([STRING, STRING], BOOL, matches)], { mismatch }),
  globalFunction("matches", [overload([STRING, STRING], BOOL, matches)], { mismatch }),
  globalFunction("regex.replace", [
    overload([STRING, STRING, STRING], STRING, replace),
    overload([STRING, STRING, STRING, INT], STRING, replace),
  ]),
  globalFunction("regex.extract", [overload([STRING, STRING], optionalOf(STRING), extract)]),
  globalFunction("regex.extractAll", [overload([STRING, STRING], listOf(STRING), extractAll)]),
];
