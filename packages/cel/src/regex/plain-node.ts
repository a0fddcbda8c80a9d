import { type CharSet, EMPTY_SET, union } from "./char-set.js";

/** The tree of a plain pattern, and what can be said of a part without running it. */
export type PlainNode =
  | { readonly kind: "set"; readonly set: CharSet }
  | { readonly kind: "assertion"; readonly source: "^" | "$" | "\\b" | "\\B" }
  | { readonly kind: "sequence"; readonly items: readonly PlainNode[] }
  | { readonly kind: "choice"; readonly options: readonly PlainNode[] }
  | { readonly kind: "group"; readonly body: PlainNode; readonly captures: boolean }
  | Repeat;

export interface Repeat {
  readonly kind: "repeat";
  readonly body: PlainNode;
  readonly min: number;
  /** `Infinity` for none. */
  readonly max: number;
  readonly lazy: boolean;
}

/** Whether the part can match nothing. */
export function isNullable(node: PlainNode): boolean {
  switch (node.kind) {
    case "set":
      return false;
    case "assertion":
      return true;
    case "sequence":
      return node.items.every(isNullable);
    case "choice":
      return node.options.some(isNullable);
    case "group":
      return isNullable(node.body);
    case "repeat":
      return node.min === 0 || isNullable(node.body);
  }
}

/** The characters that a match of the part can begin with. */
export function firstSet(node: PlainNode): CharSet {
  switch (node.kind) {
    case "set":
      return node.set;
    case "assertion":
      return EMPTY_SET;
    case "sequence":
      return firstOfSequence(node.items);
    case "choice":
      return union(...node.options.map(firstSet));
    case "group":
    case "repeat":
      return firstSet(node.body);
  }
}

export function firstOfSequence(items: readonly PlainNode[]): CharSet {
  const sets: CharSet[] = [];
  for (const item of items) {
    sets.push(firstSet(item));
    if (!isNullable(item)) break;
  }
  return union(...sets);
}

/** Whether the part can be repeated without end. */
export function isUnbounded(node: PlainNode): boolean {
  switch (node.kind) {
    case "set":
    case "assertion":
      return false;
    case "sequence":
      return node.items.some(isUnbounded);
    case "choice":
      return node.options.some(isUnbounded);
    case "group":
      return isUnbounded(node.body);
    case "repeat":
      return node.max === Number.POSITIVE_INFINITY || isUnbounded(node.body);
  }
}

/** Whether a match can only begin at the start of the text. */
export function isAnchored(node: PlainNode): boolean {
  switch (node.kind) {
    case "assertion":
      return node.source === "^";
    case "sequence":
      return node.items[0] !== undefined && isAnchored(node.items[0]);
    case "choice":
      return node.options.every(isAnchored);
    case "group":
      return isAnchored(node.body);
    default:
      return false;
  }
}

/** How many groups capture. */
export function captureCount(node: PlainNode): number {
  switch (node.kind) {
    case "set":
    case "assertion":
      return 0;
    case "sequence":
      return node.items.reduce((sum, item) => sum + captureCount(item), 0);
    case "choice":
      return node.options.reduce((sum, option) => sum + captureCount(option), 0);
    case "group":
      return captureCount(node.body) + (node.captures ? 1 : 0);
    case "repeat":
      return captureCount(node.body);
  }
}
