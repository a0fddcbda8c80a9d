import { BOOL, listOf, optionalOf, param } from "../check/types.js";
import { CelError, NO_SUCH_OVERLOAD, NONE_DEREFERENCED } from "../value/error.js";
import { kindOf } from "../value/kind.js";
import { Optional } from "../value/optional.js";
import type { CelValue } from "../value/value.js";
import { isZeroValue } from "../value/zero.js";
import { type FunctionDeclaration, globalFunction, method, overload } from "./define.js";

const A = param("A");
const OPTIONAL = optionalOf(A);
const bare = { mismatch: () => NO_SUCH_OVERLOAD };
const unwrap = [overload([listOf(OPTIONAL)], listOf(A), unwrapped)];

/**
 * Optional values (cel.md section 6.2). `or` and `orValue` do not evaluate their argument when a value is present; the
 * compilers see to that, what stands here is for an argument that is there already.
 *
 * Error: `optional.none() dereference`.
 */
export const optionals: readonly FunctionDeclaration[] = [
  globalFunction("optional.of", [overload([A], OPTIONAL, (value: CelValue) => Optional.of(value))]),
  globalFunction("optional.none", [overload([], OPTIONAL, () => Optional.none)]),
  globalFunction("optional.ofNonZeroValue", [
    overload([A], OPTIONAL, (value: CelValue) => (isZeroValue(value) ? Optional.none : Optional.of(value))),
  ]),
  globalFunction("optional.unwrap", unwrap),
  method("unwrapOpt", unwrap),
  method("hasValue", [overload([OPTIONAL], BOOL, (optional: Optional) => optional.hasValue)]),
  method("value", [
    overload([OPTIONAL], A, ({ value }: Optional) => (value === undefined ? NONE_DEREFERENCED : value)),
  ]),
  method(
    "or",
    [
      overload([OPTIONAL, OPTIONAL], OPTIONAL, (first: Optional, second: Optional) =>
        first.hasValue ? first : second,
      ),
    ],
    bare,
  ),
  method(
    "orValue",
    [overload([OPTIONAL, A], A, ({ value }: Optional, other: CelValue) => (value === undefined ? other : value))],
    bare,
  ),
];

/** What the list's optionals hold, without the absent ones. Only the first element is sure to be an optional. */
function unwrapped(list: readonly CelValue[]): readonly CelValue[] | CelError {
  const values: CelValue[] = [];
  for (const element of list) {
    if (!(element instanceof Optional)) return new CelError(`value of type ${kindOf(element)} is not optional`);
    if (element.value !== undefined) values.push(element.value);
  }
  return values;
}
