/**
 * A compiled pattern of Go's filepath.Match: `*` is any run of characters but `/`, `?` one of them, `[a-z]` and `[^a-z]` one
 * character of a class; the whole path must match. A pattern is chunks of single characters with a star before some.
 */
export type PathPattern = readonly Chunk[];

interface Chunk {
  readonly afterStar: boolean;
  readonly steps: readonly Step[];
}

/** Whether one character fits. */
type Step = (character: string) => boolean;

/** Compiles a pattern; `undefined` when it is malformed: a class that is empty, unclosed, or has a range without an end. */
export function pathPattern(text: string): PathPattern | undefined {
  const characters = [...text];
  const chunks: Chunk[] = [];
  let at = 0;
  while (at < characters.length) {
    const afterStar = characters[at] === "*";
    while (characters[at] === "*") at += 1;
    const steps: Step[] = [];
    while (at < characters.length && characters[at] !== "*") {
      const character = characters[at] as string;
      at += 1;
      if (character === "[") {
        const parsed = characterClass(characters, at);
        if (parsed === undefined) return undefined;
        steps.push(parsed.step);
        at = parsed.end;
      } else steps.push(character === "?" ? notSlash : (other) => other === character);
    }
    chunks.push({ afterStar, steps });
  }
  return chunks;
}

/** Whether the whole path fits the pattern. A star takes as little as it can and is never tried again, as in Go. */
export function matchesPath(pattern: PathPattern, path: string): boolean {
  const characters = [...path];
  let at = 0;
  for (const [index, { afterStar, steps }] of pattern.entries()) {
    const isLast = index === pattern.length - 1;
    if (afterStar && steps.length === 0) return !characters.includes("/", at);
    while (!(fits(steps, characters, at) && (!isLast || at + steps.length === characters.length))) {
      if (!afterStar || at >= characters.length || characters[at] === "/") return false;
      at += 1;
    }
    at += steps.length;
  }
  return at === characters.length;
}

const notSlash: Step = (character) => character !== "/";

const fits = (steps: readonly Step[], characters: readonly string[], at: number) =>
  at + steps.length <= characters.length && steps.every((step, index) => step(characters[at + index] as string));

/** The class after `[`; it takes any character, `/` too. */
function characterClass(characters: readonly string[], start: number): { step: Step; end: number } | undefined {
  let at = start;
  const isNegated = characters[at] === "^";
  if (isNegated) at += 1;
  const ranges: (readonly [number, number])[] = [];
  while (characters[at] !== "]" || ranges.length === 0) {
    const low = classMember(characters, at);
    if (low === undefined) return undefined;
    at += 1;
    let high: number | undefined = low;
    if (characters[at] === "-") {
      high = classMember(characters, at + 1);
      if (high === undefined) return undefined;
      at += 2;
    }
    ranges.push([low, high]);
  }
  const step = (character: string) => {
    const point = character.codePointAt(0) as number;
    return ranges.some(([low, high]) => low <= point && point <= high) !== isNegated;
  };
  return { step, end: at + 1 };
}

/** A member is no `-` or `]`, and something must follow it. */
function classMember(characters: readonly string[], at: number): number | undefined {
  const character = characters[at];
  if (character === undefined || character === "-" || character === "]" || at + 1 >= characters.length)
    return undefined;
  return character.codePointAt(0);
}
