import {
  ANY,
  type CharSet,
  DIGITS,
  EMPTY_SET,
  foldedAscii,
  NOT_NEWLINE,
  negation,
  SPACE,
  singleton,
  union,
  WORD,
} from "./char-set.js";
import { isNullable, type PlainNode } from "./plain-node.js";

/**
 * Reads the plain part of RE2's syntax: literals, classes, groups, alternatives, repetition, anchors, word boundaries and `(?i)`
 * or `(?s)` at the very start. `undefined` for all else, whether it is wrong or only not plain: the engine judges that.
 */
export function parsePlain(pattern: string): PlainNode | undefined {
  if (pattern.length > LONGEST) return undefined;
  try {
    return new PlainParser(pattern).parse();
  } catch (problem) {
    if (problem === NOT_PLAIN) return undefined;
    throw problem;
  }
}

const LONGEST = 1000;
const DEEPEST = 50;
const NOT_PLAIN = Symbol("not plain");

function notPlain(): never {
  throw NOT_PLAIN;
}

/** Recursive descent over the code points. */
class PlainParser {
  readonly #points: readonly string[];
  #position = 0;
  #depth = 0;
  #foldsCase = false;
  #any: CharSet = NOT_NEWLINE;

  constructor(pattern: string) {
    const flags = /^\(\?([is]+)\)/.exec(pattern)?.[1] ?? "";
    this.#foldsCase = flags.includes("i");
    if (flags.includes("s")) this.#any = ANY;
    this.#points = Array.from(flags === "" ? pattern : pattern.slice(flags.length + 3));
  }

  parse(): PlainNode {
    const node = this.#choice();
    return this.#position === this.#points.length ? node : notPlain();
  }

  #peek(ahead = 0): string | undefined {
    return this.#points[this.#position + ahead];
  }

  #next(): string {
    const character = this.#points[this.#position];
    if (character === undefined) notPlain();
    this.#position += 1;
    return character;
  }

  #skip(text: string): boolean {
    if (![...text].every((character, ahead) => this.#peek(ahead) === character)) return false;
    this.#position += text.length;
    return true;
  }

  #choice(): PlainNode {
    const options = [this.#sequence()];
    while (this.#skip("|")) options.push(this.#sequence());
    return options.length === 1 ? (options[0] as PlainNode) : { kind: "choice", options };
  }

  #sequence(): PlainNode {
    const items: PlainNode[] = [];
    for (let next = this.#peek(); next !== undefined && next !== "|" && next !== ")"; next = this.#peek())
      items.push(this.#repeated(this.#atom()));
    return items.length === 1 ? (items[0] as PlainNode) : { kind: "sequence", items };
  }

  #repeated(body: PlainNode): PlainNode {
    const bounds = this.#bounds();
    if (bounds === undefined) return body;
    // JavaScript has its own rule for turns that match nothing.
    if (isNullable(body)) notPlain();
    const [min, max] = bounds;
    if (min > max || min > 1000 || (max > 1000 && max !== Number.POSITIVE_INFINITY)) notPlain();
    const lazy = this.#skip("?");
    if ("*+?{".includes(this.#peek() ?? " ")) notPlain();
    return { kind: "repeat", body, min, max, lazy };
  }

  #bounds(): readonly [number, number] | undefined {
    if (this.#skip("*")) return [0, Number.POSITIVE_INFINITY];
    if (this.#skip("+")) return [1, Number.POSITIVE_INFINITY];
    if (this.#skip("?")) return [0, 1];
    if (!this.#skip("{")) return undefined;
    const min = this.#number();
    if (this.#skip("}")) return [min, min];
    if (!this.#skip(",")) notPlain();
    if (this.#skip("}")) return [min, Number.POSITIVE_INFINITY];
    const max = this.#number();
    return this.#skip("}") ? [min, max] : notPlain();
  }

  #number(): number {
    let digits = "";
    while (/^[0-9]$/.test(this.#peek() ?? "")) digits += this.#next();
    return /^(0|[1-9][0-9]{0,3})$/.test(digits) ? Number(digits) : notPlain();
  }

  #atom(): PlainNode {
    const character = this.#next();
    switch (character) {
      case "^":
      case "$":
        return { kind: "assertion", source: character };
      case ".":
        return { kind: "set", set: this.#any };
      case "(":
        return this.#group();
      case "[":
        return { kind: "set", set: this.#class() };
      case "\\":
        return this.#escape();
      case "*":
      case "+":
      case "?":
      case "{":
        return notPlain();
      default:
        return { kind: "set", set: this.#folded(singleton(pointOf(character))) };
    }
  }

  #group(): PlainNode {
    this.#depth += 1;
    if (this.#depth > DEEPEST) notPlain();
    const captures = !this.#skip("?:");
    if (captures && this.#skip("?")) this.#name();
    const body = this.#choice();
    if (!this.#skip(")")) notPlain();
    this.#depth -= 1;
    return { kind: "group", body, captures };
  }

  #name(): void {
    this.#skip("P");
    if (!this.#skip("<") || !/^\w$/.test(this.#next())) notPlain();
    while (!this.#skip(">")) if (!/^\w$/.test(this.#next())) notPlain();
  }

  #escape(): PlainNode {
    const character = this.#next();
    switch (character) {
      case "A":
        return { kind: "assertion", source: "^" };
      case "z":
        return { kind: "assertion", source: "$" };
      case "b":
      case "B":
        return { kind: "assertion", source: `\\${character}` };
      default:
        return {
          kind: "set",
          set: perlClass(character, this.#foldsCase) ?? this.#folded(singleton(escapedPoint(character))),
        };
    }
  }

  #class(): CharSet {
    const negated = this.#skip("^");
    let set: CharSet = EMPTY_SET;
    for (let first = true; first || this.#peek() !== "]"; first = false) set = union(set, this.#classItem());
    this.#next();
    return negated ? negation(set) : set;
  }

  #classItem(): CharSet {
    const character = this.#next();
    if (character === "[" && this.#peek() === ":") notPlain();
    if (character === "\\") {
      const set = perlClass(this.#peek() ?? "", this.#foldsCase);
      if (set !== undefined) {
        this.#next();
        return set;
      }
    }
    const low = this.#classPoint(character);
    if (this.#peek() !== "-" || this.#peek(1) === "]") return this.#folded(singleton(low));
    this.#next();
    const high = this.#classPoint(this.#next());
    return high < low ? notPlain() : this.#folded([[low, high]]);
  }

  #classPoint(character: string): number {
    return character === "\\" ? escapedPoint(this.#next()) : pointOf(character);
  }

  #folded(set: CharSet): CharSet {
    return this.#foldsCase ? (foldedAscii(set) ?? notPlain()) : set;
  }
}

/** A lone surrogate is no character. */
function pointOf(character: string): number {
  const point = character.codePointAt(0) as number;
  return point >= 0xd800 && point <= 0xdfff ? notPlain() : point;
}

/** `\d`, `\w`, `\s` and their opposites. */
function perlClass(letter: string, foldsCase: boolean): CharSet | undefined {
  const set = perlClasses.get(letter.toLowerCase());
  if (set === undefined) return undefined;
  const folded = foldsCase ? (foldedAscii(set) as CharSet) : set;
  return letter === letter.toLowerCase() ? folded : negation(folded);
}

const perlClasses: ReadonlyMap<string, CharSet> = new Map([
  ["d", DIGITS],
  ["w", WORD],
  ["s", SPACE],
]);

const controls: ReadonlyMap<string, number> = new Map([
  ["a", 7],
  ["t", 9],
  ["n", 10],
  ["v", 11],
  ["f", 12],
  ["r", 13],
]);

/** A control character by its letter, or punctuation as it is. */
function escapedPoint(character: string): number {
  const control = controls.get(character);
  if (control !== undefined) return control;
  return /^[!-/:-@[-`{-~ ]$/.test(character) ? character.charCodeAt(0) : notPlain();
}
