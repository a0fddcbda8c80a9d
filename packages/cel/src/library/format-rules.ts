import { CelError } from "../value/error.js";
import type { Verb } from "./format-template.js";

/** Which kinds of argument a verb takes, and what it says of others (cel.md section 6.4). */
export interface ClauseRule {
  /** Static types by name or by kind of type. */
  readonly accepts: ReadonlySet<string>;
  readonly refusal: (kind: string) => CelError;
}

const rule = (accepts: readonly string[], complaint: string): ClauseRule => ({
  accepts: new Set(accepts),
  refusal: (kind) => new CelError(`error during formatting: ${complaint}, was given ${kind}`),
});

const numbers = ["int", "uint", "double"];
const anything = [...numbers, "bool", "string", "bytes", "null", "timestamp", "duration", "list", "map", "type"];

const hex = rule(["int", "uint", "string", "bytes"], "only ints, uints, bytes, and strings can be formatted as hex");

export const clauseRules: Readonly<Record<Verb, ClauseRule>> = {
  s: rule(
    anything,
    "string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps",
  ),
  d: rule(numbers, "decimal clause can only be used on ints, uints, and doubles"),
  f: rule(numbers, "fixed-point clause can only be used on ints, uints, and doubles"),
  e: rule(numbers, "scientific clause can only be used on ints, uints, and doubles"),
  b: rule(["int", "uint", "bool"], "only ints, uints, and bools can be formatted as binary"),
  x: hex,
  X: hex,
  o: rule(["int", "uint"], "octal clause can only be used on ints and uints"),
};
