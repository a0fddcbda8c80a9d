import { type CelError, isError, NO_SUCH_OVERLOAD } from "../value/error.js";
import type { CelResult } from "../value/value.js";

/**
 * `a && b` once neither decided it: both true is true, otherwise the leftmost failure; anything but a bool is the failure
 * `no such overload` (cel.md section 5.1).
 */
export function conjunction(a: CelResult, b: CelResult): CelResult {
  if (a === false || b === false) return false;
  if (a === true) return b === true ? true : failureOf(b);
  return failureOf(a);
}

export function disjunction(a: CelResult, b: CelResult): CelResult {
  if (a === true || b === true) return true;
  if (a === false) return b === false ? false : failureOf(b);
  return failureOf(a);
}

export const failureOf = (value: CelResult): CelError => (isError(value) ? value : NO_SUCH_OVERLOAD);

export const not = (value: CelResult): CelResult => (typeof value === "boolean" ? !value : failureOf(value));
