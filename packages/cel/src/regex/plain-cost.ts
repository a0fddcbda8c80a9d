import { type CharSet, EMPTY_SET, intersects, union } from "./char-set.js";
import { firstOfSequence, firstSet, isAnchored, isNullable, isUnbounded, type PlainNode } from "./plain-node.js";

/**
 * Whether a backtracking matcher is certain to need time proportional to the text. One of these holds:
 *
 * 1. Nothing repeats without end, and one attempt takes a small number of steps whatever it meets.
 * 2. Only the start of the text is tried, and the next character always decides which way to go: stepping back to a choice then
 *    fails at once, so every position is visited a bounded number of times.
 * 3. As 2, up to one endless repetition of a class which the next character does not end, followed by a part as in 1: that
 *    part is tried once per position.
 * 4. As 1, up to an endless repetition of a class at the end of the pattern: there, nothing can fail any more.
 */
export function isLinear(node: PlainNode): boolean {
  if (!isUnbounded(node)) return cost(node).steps <= MOST_STEPS;
  const items = itemsOf(node);
  const last = items.findLastIndex(isUnbounded);
  const before = sequence(items.slice(0, last));
  const after = sequence(items.slice(last + 1));
  const loop = isClassLoop(items[last] as PlainNode);
  if (!isAnchored(node)) return loop && after.items.length === 0 && cost(before).steps <= MOST_STEPS;
  if (sizeOf(node) > MOST_STEPS) return false;
  if (decides(node, EMPTY_SET)) return true;
  return loop && cost(after).steps <= MOST_STEPS && decides(before, firstOfSequence(items.slice(last)));
}

const MOST_STEPS = 1000;

const sequence = (items: readonly PlainNode[]) => ({ kind: "sequence", items }) as const;

const itemsOf = (node: PlainNode): readonly PlainNode[] => (node.kind === "sequence" ? node.items : [node]);

/** An endless repetition of single characters, also as a group. */
function isClassLoop(node: PlainNode): boolean {
  if (node.kind === "group") return isClassLoop(node.body);
  if (node.kind === "sequence") return node.items.length === 1 && isClassLoop(node.items[0] as PlainNode);
  return node.kind === "repeat" && node.min <= 1 && node.body.kind === "set";
}

/** Whether the next character always tells which way a match goes on, given what can follow the part. */
function decides(node: PlainNode, follow: CharSet): boolean {
  switch (node.kind) {
    case "set":
    case "assertion":
      return true;
    case "group":
      return decides(node.body, follow);
    case "sequence":
      return node.items.every((item, index) => decides(item, followOf(node.items.slice(index + 1), follow)));
    case "choice":
      return (
        node.options.filter(isNullable).length <= 1 &&
        areDisjoint(node.options.map((option) => followOf([option], follow))) &&
        node.options.every((option) => decides(option, follow))
      );
    case "repeat": {
      const again = firstSet(node.body);
      if (node.min !== node.max && intersects(again, follow)) return false;
      return decides(node.body, node.max > 1 ? union(again, follow) : follow);
    }
  }
}

/** What can come first in these items and what follows them. */
const followOf = (items: readonly PlainNode[], follow: CharSet): CharSet =>
  items.every(isNullable) ? union(firstOfSequence(items), follow) : firstOfSequence(items);

const areDisjoint = (sets: readonly CharSet[]): boolean =>
  sets.every((set, index) => sets.slice(index + 1).every((other) => !intersects(set, other)));

interface Cost {
  /** Most ways in which the part can match from one place. */
  readonly ways: number;
  /** Most steps that all of them take together. */
  readonly steps: number;
}

/** The cost of an attempt from one place. */
function cost(node: PlainNode): Cost {
  switch (node.kind) {
    case "set":
    case "assertion":
      return { ways: 1, steps: 1 };
    case "group":
      return cost(node.body);
    case "sequence":
      return node.items.reduce((sum: Cost, item) => inSequence(sum, cost(item)), { ways: 1, steps: 0 });
    case "choice":
      return node.options.map(cost).reduce((a, b) => ({ ways: a.ways + b.ways, steps: a.steps + b.steps }));
    case "repeat":
      return repeated(cost(node.body), node.min, node.max);
  }
}

const inSequence = (a: Cost, b: Cost): Cost => ({ ways: a.ways * b.ways, steps: a.steps + a.ways * b.steps });

const ENDLESS: Cost = { ways: Number.POSITIVE_INFINITY, steps: Number.POSITIVE_INFINITY };

function repeated(body: Cost, min: number, max: number): Cost {
  if (!Number.isFinite(max)) return ENDLESS;
  let turn: Cost = { ways: 1, steps: 0 };
  let ways = min === 0 ? 1 : 0;
  for (let turns = 1; turns <= max; turns += 1) {
    turn = inSequence(turn, body);
    if (turn.steps > MOST_STEPS) return ENDLESS;
    if (turns >= min) ways += turn.ways;
  }
  return { ways, steps: turn.steps };
}

/** How many characters and assertions the pattern has when its counted repetitions are written out. */
function sizeOf(node: PlainNode): number {
  switch (node.kind) {
    case "set":
    case "assertion":
      return 1;
    case "group":
      return sizeOf(node.body);
    case "sequence":
      return node.items.reduce((sum, item) => sum + sizeOf(item), 0);
    case "choice":
      return node.options.reduce((sum, option) => sum + sizeOf(option), 0);
    case "repeat":
      return Math.max(1, node.min, Number.isFinite(node.max) ? node.max : 1) * sizeOf(node.body);
  }
}
