import { CelError } from "../value/error.js";
import { kindOf } from "../value/kind.js";
import { compare } from "../value/order.js";
import type { CelValue } from "../value/value.js";
import { sortLikeGo } from "./quicksort.js";

/**
 * A list in the order of its keys, as many as it has elements (cel.md section 6.3).
 *
 * Errors: `list elements must be comparable`, `list elements must have the same type`; an int and a double are not of one.
 */
export function sortedByKeys(list: readonly CelValue[], keys: readonly CelValue[]): readonly CelValue[] | CelError {
  const [first] = keys;
  if (first === undefined) return list;
  if (compare(first, first) === undefined) return NOT_COMPARABLE;
  const kind = kindOf(first);
  if (!keys.every((key) => kindOf(key) === kind)) return DIFFERENT_TYPES;
  const positions = Array.from(keys.keys());
  sortLikeGo(positions, (a, b) => compare(keys[a] as CelValue, keys[b] as CelValue) === -1);
  return positions.map((position) => list[position] as CelValue);
}

export const NOT_COMPARABLE = new CelError("list elements must be comparable");
const DIFFERENT_TYPES = new CelError("list elements must have the same type");
