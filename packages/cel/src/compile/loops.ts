import type { Macro } from "../ast.js";
import { MapBuilder } from "../library/comprehension-maps.js";
import { type CelError, isError, NO_SUCH_OVERLOAD } from "../value/error.js";
import { isMap } from "../value/map.js";
import type { CelResult, CelValue } from "../value/value.js";
import { pairsOf, rangeOf } from "./runtime.js";
import { conjunction, disjunction, failureOf } from "./truth.js";

/** The loop's inner expression for one element: gets the variables' values. */
export type Step = (first: CelValue, second: CelValue) => CelResult;

/** Elements, index by index: without an iterator, because a thousand of them are nothing unusual. */
interface Range {
  readonly length: number;
  readonly first: (index: number) => CelValue;
  readonly second: (index: number) => CelValue;
}

/** Runs a macro whose variables are one or two over a range (cel.md sections 1.4 and 5.1). */
export function runLoop(
  macro: Macro,
  variables: number,
  over: CelResult,
  filter: Step | undefined,
  body: Step,
): CelResult {
  const range = variables === 1 ? single(over) : double(over);
  if (isError(range)) return range;
  switch (macro) {
    case "all":
      return all(range, body);
    case "exists":
      return exists(range, body);
    case "exists_one":
      return existsOne(range, body);
    case "filter":
      return transform(range, body, undefined);
    case "map":
    case "transformList":
    case "sortBy":
      return transform(range, filter, body);
    case "transformMap":
      return transformMap(range, filter, body);
    case "transformMapEntry":
      return transformEntries(range, filter, body);
  }
}

function single(over: CelResult): Range | CelError {
  const list = rangeOf(over);
  if (isError(list)) return list;
  return { length: list.length, first: (index) => list[index] as CelValue, second: () => null };
}

function double(over: CelResult): Range | CelError {
  const pairs = pairsOf(over);
  if (isError(pairs)) return pairs;
  return {
    length: pairs.length,
    first: (index) => pairs[index]?.[0] as CelValue,
    second: (index) => pairs[index]?.[1] as CelValue,
  };
}

function all(range: Range, body: Step): CelResult {
  let result: CelResult = true;
  for (let index = 0; index < range.length; index += 1) {
    const found = body(range.first(index), range.second(index));
    if (found === false) return false;
    if (found !== true) result = conjunction(result, found);
  }
  return result;
}

function exists(range: Range, body: Step): CelResult {
  let result: CelResult = false;
  for (let index = 0; index < range.length; index += 1) {
    const found = body(range.first(index), range.second(index));
    if (found === true) return true;
    if (found !== false) result = disjunction(result, found);
  }
  return result;
}

function existsOne(range: Range, body: Step): CelResult {
  let count = 0;
  for (let index = 0; index < range.length; index += 1) {
    const found = body(range.first(index), range.second(index));
    if (found === true) count += 1;
    else if (found !== false) return failureOf(found);
  }
  return count === 1;
}

/** Elements that pass the condition, or what the body makes of them; any failure is the result. */
function transform(range: Range, condition: Step | undefined, body: Step | undefined): CelResult {
  const made: CelValue[] = [];
  for (let index = 0; index < range.length; index += 1) {
    const first = range.first(index);
    const passed = passes(condition, first, range.second(index));
    if (isError(passed)) return passed;
    if (!passed) continue;
    const value = body === undefined ? first : body(first, range.second(index));
    if (isError(value)) return value;
    made.push(value);
  }
  return made;
}

function passes(condition: Step | undefined, first: CelValue, second: CelValue): boolean | CelError {
  if (condition === undefined) return true;
  const found = condition(first, second);
  return typeof found === "boolean" ? found : failureOf(found);
}

function transformMap(range: Range, filter: Step | undefined, body: Step): CelResult {
  const builder = new MapBuilder();
  for (let index = 0; index < range.length; index += 1) {
    const key = range.first(index);
    const passed = passes(filter, key, range.second(index));
    if (isError(passed)) return passed;
    if (!passed) continue;
    const value = body(key, range.second(index));
    if (isError(value)) return value;
    const taken = builder.insert(key, value);
    if (taken !== undefined) return taken;
  }
  return builder.map();
}

function transformEntries(range: Range, filter: Step | undefined, body: Step): CelResult {
  const builder = new MapBuilder();
  for (let index = 0; index < range.length; index += 1) {
    const passed = passes(filter, range.first(index), range.second(index));
    if (isError(passed)) return passed;
    if (!passed) continue;
    const entries = body(range.first(index), range.second(index));
    if (isError(entries)) return entries;
    if (!isMap(entries)) return NO_SUCH_OVERLOAD;
    const taken = builder.insertAll(entries);
    if (taken !== undefined) return taken;
  }
  return builder.map();
}
