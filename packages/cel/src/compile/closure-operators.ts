import type { Expr } from "../ast.js";
import { add, divide, modulo, multiply, subtract } from "../value/arithmetic.js";
import { greater, greaterEqual, less, lessEqual } from "../value/comparison.js";
import { equals } from "../value/equality.js";
import { isError } from "../value/error.js";
import { contains, indexValue } from "../value/index-access.js";
import type { CelResult, CelValue } from "../value/value.js";
import type { Closure } from "./closure.js";
import { exactNumber } from "./exact-number.js";
import { notEquals } from "./runtime.js";

type Apply = (a: CelValue, b: CelValue) => CelResult;

export const binaryOperators: Readonly<Record<string, Apply>> = {
  "_==_": equals,
  "_!=_": notEquals,
  "_<_": less,
  "_<=_": lessEqual,
  "_>_": greater,
  "_>=_": greaterEqual,
  "_+_": add,
  "_-_": subtract,
  "_*_": multiply,
  "_/_": divide,
  "_%_": modulo,
  "@in": contains,
  "_[_]": indexValue,
};

/** A closure for an operator of two operands, with a way of its own where one of them is a text or a number in the source. */
export function binaryOperator(
  name: string,
  left: Expr,
  right: Expr,
  compile: (expr: Expr) => Closure,
): Closure | undefined {
  const apply = Object.hasOwn(binaryOperators, name) ? binaryOperators[name] : undefined;
  if (apply === undefined) return undefined;
  const a = compile(left);
  const constant = right.kind === "literal" || right.kind === "constant" ? right.value : undefined;
  if (typeof constant === "string" && (name === "_==_" || name === "_!=_"))
    return textEquality(a, constant, name === "_!=_");
  const number = exactNumber(constant);
  if (number !== undefined) {
    const quick = numberComparison(name, number);
    if (quick !== undefined) return againstNumber(a, quick, constant as CelValue, apply);
  }
  const b = compile(right);
  return (bindings, locals) => {
    const x = a(bindings, locals);
    if (isError(x)) return x;
    const y = b(bindings, locals);
    return isError(y) ? y : apply(x, y);
  };
}

function textEquality(operand: Closure, text: string, negated: boolean): Closure {
  const apply = negated ? notEquals : equals;
  return (bindings, locals) => {
    const value = operand(bindings, locals);
    if (typeof value === "string") return (value === text) !== negated;
    return isError(value) ? value : apply(value, text);
  };
}

function numberComparison(name: string, number: number): ((value: number) => boolean) | undefined {
  switch (name) {
    case "_==_":
      return (value) => value === number;
    case "_!=_":
      return (value) => value !== number;
    case "_<_":
      return (value) => value < number;
    case "_<=_":
      return (value) => value <= number;
    case "_>_":
      return (value) => value > number;
    case "_>=_":
      return (value) => value >= number;
    default:
      return undefined;
  }
}

function againstNumber(operand: Closure, quick: (value: number) => boolean, constant: CelValue, apply: Apply): Closure {
  return (bindings, locals) => {
    const value = operand(bindings, locals);
    if (typeof value === "number") return quick(value);
    return isError(value) ? value : apply(value, constant);
  };
}
