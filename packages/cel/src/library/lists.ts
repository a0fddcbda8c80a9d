import {
  BOOL,
  BYTES,
  type CelType,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listOf,
  optionalOf,
  param,
  STRING,
  TIMESTAMP,
  UINT,
} from "../check/types.js";
import { CelError } from "../value/error.js";
import { kindOf } from "../value/kind.js";
import { Optional } from "../value/optional.js";
import { unsupported } from "../value/unsupported.js";
import type { CelValue } from "../value/value.js";
import { type FunctionDeclaration, globalFunction, method, overload } from "./define.js";
import { MAX_COMPARISONS, Membership } from "./membership.js";
import { NOT_COMPARABLE, sortedByKeys } from "./sorting.js";

type List = readonly CelValue[];

const T = param("T");
const LIST = listOf(T);
const comparable = [INT, UINT, DOUBLE, BOOL, DURATION, TIMESTAMP, STRING, BYTES];

/**
 * Functions on lists (cel.md section 6.3); `reverse` has an overload for strings elsewhere. `@sortByAssociatedKeys` is what the
 * macro `sortBy` calls: the list sorted by a list of keys.
 */
export const lists: readonly FunctionDeclaration[] = [
  globalFunction("lists.range", [overload([INT], listOf(INT), range)]),
  method("slice", [overload([LIST, INT, INT], LIST, slice)]),
  method("flatten", [overload([listOf(LIST)], LIST, flatten), overload([listOf(DYN), INT], listOf(DYN), flatten)], {
    mismatch: flattenMismatch,
  }),
  method("distinct", [overload([LIST], LIST, distinct)]),
  method("reverse", [overload([LIST], LIST, (list: List) => list.toReversed())]),
  method("first", [overload([LIST], optionalOf(T), (list: List) => elementAt(list, 0))]),
  method("last", [overload([LIST], optionalOf(T), (list: List) => elementAt(list, list.length - 1))]),
  method(
    "sort",
    comparable.map((type) => overload([listOf(type)], listOf(type), (list: List) => sortedByKeys(list, list))),
    { mismatch: sortMismatch("sort") },
  ),
  method(
    "@sortByAssociatedKeys",
    comparable.map((type: CelType) => overload([LIST, listOf(type)], LIST, sortedByKeys)),
    { mismatch: sortMismatch("@sortByAssociatedKeys") },
  ),
];

/** Longest list that a function builds. */
const MAX_ELEMENTS = 1_000_000;

function range(size: bigint): List | CelError {
  if (size < 0n) return new CelError(`lists.range: size must be non-negative, got ${size}`);
  if (size > MAX_ELEMENTS) return new CelError(`lists.range: size ${size} exceeds maximum allowed (${MAX_ELEMENTS})`);
  return Array.from({ length: Number(size) }, (_, index) => BigInt(index));
}

function slice(list: List, start: bigint, end: bigint): List | CelError {
  const refused = (reason: string) => new CelError(`cannot slice(${start}, ${end}), ${reason}`);
  if (start < 0n || end < 0n) return refused("negative indexes not supported");
  if (start > end) return refused("start index must be less than or equal to end index");
  if (end > list.length) return refused(`list is length ${list.length}`);
  return list.slice(Number(start), Number(end));
}

/** Walks without recursion: an attribute may be nested deeper than the stack is. */
function flatten(list: List, depth = 1n): List | CelError {
  if (depth < 0n) return new CelError("level must be non-negative");
  const flat: CelValue[] = [];
  const open = [list.values()];
  for (let visited = 0; ; ) {
    const level = open.at(-1);
    if (level === undefined) return flat;
    const next = level.next();
    if (next.done) {
      open.pop();
      continue;
    }
    visited += 1;
    if (visited > MAX_ELEMENTS) return new CelError(`flatten: more than ${MAX_ELEMENTS} elements`);
    if (Array.isArray(next.value) && open.length <= depth) open.push(next.value.values());
    else flat.push(next.value);
  }
}

/** A list whose first element is no list is flattened all the same: only the checker asks for a list of lists. */
function flattenMismatch([list, depth]: readonly CelValue[]): CelError {
  if (Array.isArray(list) && depth === undefined) return flatten(list) as CelError;
  const kinds = depth === undefined ? "" : typeName(depth);
  return new CelError(`no such overload: ${typeName(list as CelValue)}.flatten(${kinds})`);
}

function typeName(value: CelValue): string {
  const kind = kindOf(value);
  return kind === "list" ? "list(dyn)" : kind === "map" ? "map(dyn, dyn)" : kind;
}

/** Keeps the first of equal elements. */
function distinct(list: List): List | CelError {
  const seen = new Membership();
  const kept: CelValue[] = [];
  for (const element of list) {
    if (seen.has(element)) continue;
    if (seen.comparisons > MAX_COMPARISONS)
      return new CelError(`distinct: more than ${MAX_COMPARISONS} comparisons of lists and maps`);
    seen.add(element);
    kept.push(element);
  }
  return kept;
}

function elementAt(list: List, index: number): Optional {
  const element = list[index];
  return element === undefined ? Optional.none : Optional.of(element);
}

/** A list that no overload takes has elements, or keys, that have no order. */
function sortMismatch(name: string): (args: readonly CelValue[]) => CelError {
  const named = new CelError(`no such overload: ${name}`);
  return ([list]) => (Array.isArray(list) ? NOT_COMPARABLE : unsupported(list as CelValue, named));
}
