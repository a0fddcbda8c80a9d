/** A set of code points: disjoint ranges, both ends included, in ascending order. */
export type CharSet = readonly (readonly [number, number])[];

const LAST = 0x10ffff;

export const EMPTY_SET: CharSet = [];
export const DIGITS: CharSet = [[48, 57]];
export const WORD: CharSet = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
/** RE2's `\s`: without the vertical tab. */
export const SPACE: CharSet = [
  [9, 10],
  [12, 13],
  [32, 32],
];

export const singleton = (point: number): CharSet => [[point, point]];

/** The union, from ranges in any order. */
export function union(...sets: readonly CharSet[]): CharSet {
  const result: [number, number][] = [];
  for (const [low, high] of sets.flat().sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else result.push([low, high]);
  }
  return result;
}

export function negation(set: CharSet): CharSet {
  const result: [number, number][] = [];
  let next = 0;
  for (const [low, high] of set) {
    if (low > next) result.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= LAST) result.push([next, LAST]);
  return result;
}

export const intersects = (a: CharSet, b: CharSet): boolean =>
  a.some(([low, high]) => b.some((other) => low <= other[1] && other[0] <= high));

export const NOT_NEWLINE = negation(singleton(10));
export const ANY = negation(EMPTY_SET);

/** With the other case of each ASCII letter, the Kelvin sign for k and the long s for s; `undefined` beyond ASCII. */
export function foldedAscii(set: CharSet): CharSet | undefined {
  if (set.some(([, high]) => high > 127)) return undefined;
  const others: [number, number][] = [];
  for (const [low, high] of set)
    for (let point = low; point <= high; point += 1) {
      const lower = point | 32;
      if (lower < 97 || lower > 122) continue;
      others.push([point ^ 32, point ^ 32]);
      if (lower === 107) others.push([0x212a, 0x212a]);
      if (lower === 115) others.push([0x17f, 0x17f]);
    }
  return union(set, others);
}

/** The set as a class of a RegExp with the flag `u`. */
export const classSource = (set: CharSet): string =>
  `[${set.map(([low, high]) => (low === high ? escaped(low) : `${escaped(low)}-${escaped(high)}`)).join("")}]`;

const escaped = (point: number) => `\\u{${point.toString(16)}}`;
