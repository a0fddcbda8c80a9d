import type { CelError } from "../value/error.js";

/**
 * Start and end of a match, then of each group, in units of the text; -1 for a group that took no part.
 */
export type Match = readonly number[];

/** Finds the leftmost match in one text that starts at a position or later. */
export type Search = (from: number) => Match | undefined;

/**
 * A compiled regular expression with RE2's meaning: leftmost, first alternative first, in linear time (cel.md section 6.5). Error of
 * both: the text is too long to do without the engine, and there is none.
 */
export interface Regex {
  readonly groupCount: number;
  /** Whether it matches anywhere in the text. */
  test(text: string): boolean | CelError;
  search(text: string): Search | CelError;
}

/** All matches that do not overlap; an empty one right after a match does not count. */
export function* matchesIn(text: string, find: Search): Generator<Match, void, undefined> {
  let position = 0;
  let previousEnd = -1;
  while (position <= text.length) {
    const match = find(position);
    if (match === undefined) return;
    const [start = 0, end = 0] = match;
    if (end !== position) position = end;
    else position += (text.codePointAt(position) ?? 0) > 0xffff ? 2 : 1;
    if (start !== end || start !== previousEnd) yield match;
    previousEnd = end;
  }
}
