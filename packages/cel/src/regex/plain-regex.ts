import { type CelError, isError } from "../value/error.js";
import { classSource } from "./char-set.js";
import { isLinear } from "./plain-cost.js";
import { captureCount, isUnbounded, type PlainNode, type Repeat } from "./plain-node.js";
import { parsePlain } from "./plain-parse.js";
import type { Regex, Search } from "./regex.js";

/**
 * A pattern as JavaScript's own RegExp, if that provably means the same and provably takes linear time; the source is written anew
 * from the tree, so that nothing of the pattern's text decides what the RegExp means. RegExp remembers the turns of an endless
 * repetition and gives up on millions of them: `longText` makes the one that takes over long before.
 */
export function plainRegex(pattern: string, longText: () => Regex | CelError): Regex | undefined {
  const node = parsePlain(pattern);
  if (node === undefined || !keepsCaptures(node) || !isLinear(node)) return undefined;
  const regex = new PlainRegex(sourceOf(node), captureCount(node));
  return isUnbounded(node) ? new ShortTextRegex(regex, longText) : regex;
}

class PlainRegex implements Regex {
  readonly #test: RegExp;
  readonly #source: string;
  #search: RegExp | undefined;

  constructor(
    source: string,
    readonly groupCount: number,
  ) {
    this.#source = source;
    this.#test = new RegExp(source, "u");
  }

  test(text: string): boolean {
    return this.#test.test(text);
  }

  search(text: string): Search {
    const search = this.#search ?? new RegExp(this.#source, "dgu");
    this.#search = search;
    return (from) => {
      search.lastIndex = from;
      return search.exec(text)?.indices?.flatMap((bounds) => bounds ?? [-1, -1]);
    };
  }
}

const LONGEST_TEXT = 100_000;

class ShortTextRegex implements Regex {
  readonly groupCount: number;
  readonly #short: Regex;
  readonly #makeLong: () => Regex | CelError;
  #long: Regex | undefined;

  constructor(short: Regex, makeLong: () => Regex | CelError) {
    this.groupCount = short.groupCount;
    this.#short = short;
    this.#makeLong = makeLong;
  }

  test(text: string): boolean | CelError {
    const regex = this.#for(text);
    return isError(regex) ? regex : regex.test(text);
  }

  search(text: string): Search | CelError {
    const regex = this.#for(text);
    return isError(regex) ? regex : regex.search(text);
  }

  #for(text: string): Regex | CelError {
    if (text.length <= LONGEST_TEXT) return this.#short;
    if (this.#long !== undefined) return this.#long;
    const long = this.#makeLong();
    // An error only says that there is no engine yet.
    if (!isError(long)) this.#long = long;
    return long;
  }
}

/**
 * Whether groups keep what Go's would: JavaScript clears the groups in a repeated part on every turn, so only a repeated group
 * itself may capture, which every turn sets anew.
 */
function keepsCaptures(node: PlainNode): boolean {
  switch (node.kind) {
    case "set":
    case "assertion":
      return true;
    case "sequence":
      return node.items.every(keepsCaptures);
    case "choice":
      return node.options.every(keepsCaptures);
    case "group":
      return keepsCaptures(node.body);
    case "repeat":
      return captureCount(node.body.kind === "group" ? node.body.body : node.body) === 0;
  }
}

function sourceOf(node: PlainNode): string {
  switch (node.kind) {
    case "set":
      return classSource(node.set);
    case "assertion":
      return node.source;
    case "sequence":
      return node.items.map((item) => (item.kind === "choice" ? `(?:${sourceOf(item)})` : sourceOf(item))).join("");
    case "choice":
      return node.options.map(sourceOf).join("|");
    case "group":
      return `(${node.captures ? "" : "?:"}${sourceOf(node.body)})`;
    case "repeat":
      return `${sourceOf(node.body)}${quantifier(node)}`;
  }
}

function quantifier({ min, max, lazy }: Repeat): string {
  return `{${min},${max === Number.POSITIVE_INFINITY ? "" : max}}${lazy ? "?" : ""}`;
}
