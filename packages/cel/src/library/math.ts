import { BOOL, type CelType, DOUBLE, DYN, INT, listOf, UINT } from "../check/types.js";
import { CelError, INTEGER_OVERFLOW } from "../value/error.js";
import { type CelNumber, compareNumbers, isNumber, toDouble } from "../value/numbers.js";
import { MIN_INT, Uint } from "../value/uint.js";
import type { CelResult, CelValue } from "../value/value.js";
import { type FunctionDeclaration, globalFunction, type Overload, overload } from "./define.js";

/** The functions of `math.` (cel.md section 6.6); `math.@min` and `math.@max` are what `math.least` and `math.greatest` become. */
export const math: readonly FunctionDeclaration[] = [
  globalFunction(
    "math.@min",
    extremes("math.@min", (order) => order > 0),
  ),
  globalFunction(
    "math.@max",
    extremes("math.@max", (order) => order < 0),
  ),
  globalFunction("math.ceil", [overload([DOUBLE], DOUBLE, Math.ceil)]),
  globalFunction("math.floor", [overload([DOUBLE], DOUBLE, Math.floor)]),
  globalFunction("math.round", [overload([DOUBLE], DOUBLE, round)]),
  globalFunction("math.trunc", [overload([DOUBLE], DOUBLE, Math.trunc)]),
  globalFunction("math.abs", [
    overload([DOUBLE], DOUBLE, Math.abs),
    overload([INT], INT, (value: bigint) => (value === MIN_INT ? INTEGER_OVERFLOW : value < 0n ? -value : value)),
    overload([UINT], UINT, (value: Uint) => value),
  ]),
  globalFunction("math.sign", [
    // Adding zero turns the sign of -0.0 into that of zero.
    overload([DOUBLE], DOUBLE, (value: number) => Math.sign(value) + 0),
    overload([INT], INT, (value: bigint) => (value > 0n ? 1n : value < 0n ? -1n : 0n)),
    overload([UINT], UINT, ({ value }: Uint) => new Uint(value > 0n ? 1n : 0n)),
  ]),
  globalFunction(
    "math.sqrt",
    [DOUBLE, INT, UINT].map((type) => overload([type], DOUBLE, (value: CelNumber) => Math.sqrt(toDouble(value)))),
  ),
  globalFunction("math.isNaN", [overload([DOUBLE], BOOL, Number.isNaN)]),
  globalFunction("math.isInf", [
    overload([DOUBLE], BOOL, (value: number) => Math.abs(value) === Number.POSITIVE_INFINITY),
  ]),
  globalFunction("math.isFinite", [overload([DOUBLE], BOOL, Number.isFinite)]),
  globalFunction(
    "math.bitAnd",
    bitwise((a, b) => a & b),
  ),
  globalFunction(
    "math.bitOr",
    bitwise((a, b) => a | b),
  ),
  globalFunction(
    "math.bitXor",
    bitwise((a, b) => a ^ b),
  ),
  globalFunction("math.bitNot", [
    overload([INT], INT, (value: bigint) => ~value),
    overload([UINT], UINT, ({ value }: Uint) => new Uint(BigInt.asUintN(64, ~value))),
  ]),
  globalFunction(
    "math.bitShiftLeft",
    shifts("math.bitShiftLeft", (bits, by) => bits << by),
  ),
  globalFunction(
    "math.bitShiftRight",
    shifts("math.bitShiftRight", (bits, by) => bits >> by),
  ),
];

/** The overloads of `math.@min` and `math.@max`: one number, two of any kinds, or a list. The first of equals wins. */
function extremes(name: string, replaces: (order: number) => boolean): Overload[] {
  const kinds = [INT, UINT, DOUBLE];
  const unordered = new CelError(`NaN values cannot be ordered: ${name}`);
  const notNumbers = new CelError(`no such overload: ${name}`);
  const empty = new CelError(`${name}(list) argument must not be empty`);

  const ofTwo = (a: CelNumber, b: CelNumber): CelResult => {
    const order = compareNumbers(a, b);
    return Number.isNaN(order) ? unordered : replaces(order) ? b : a;
  };
  const ofList = (list: readonly CelValue[]): CelResult => {
    let best = list[0];
    if (best === undefined) return empty;
    if (!isNumber(best)) return notNumbers;
    for (let index = 1; index < list.length; index += 1) {
      const next = list[index] as CelValue;
      if (!isNumber(next)) return notNumbers;
      const chosen = ofTwo(best as CelNumber, next);
      if (chosen instanceof CelError) return chosen;
      best = chosen;
    }
    return best;
  };
  const ofOne = (value: CelNumber) => value;
  const pair = (a: CelType, b: CelType) => overload([a, b], a === b ? a : DYN, ofTwo);
  return [
    ...kinds.map((type) => overload([type], type, ofOne)),
    ...kinds.flatMap((a) => kinds.map((b) => pair(a, b))),
    ...kinds.map((type) => overload([listOf(type)], type, ofList)),
  ];
}

/** Half away from zero; the sign of zero is kept. */
function round(value: number): number {
  const whole = Math.trunc(value);
  return Math.abs(value - whole) >= 0.5 ? whole + Math.sign(value) : whole;
}

function bitwise(combine: (a: bigint, b: bigint) => bigint): Overload[] {
  return [
    overload([INT, INT], INT, combine),
    overload([UINT, UINT], UINT, (a: Uint, b: Uint) => new Uint(combine(a.value, b.value))),
  ];
}

/** Shifts work on 64 bits without a sign; a shift by 64 or more leaves nothing. */
function shifts(name: string, move: (bits: bigint, by: bigint) => bigint): Overload[] {
  const moved = (bits: bigint, by: bigint): bigint | CelError => {
    if (by < 0n) return new CelError(`${name}() negative offset: ${by}`);
    return by >= 64n ? 0n : BigInt.asUintN(64, move(BigInt.asUintN(64, bits), by));
  };
  return [
    overload([INT, INT], INT, (value: bigint, by: bigint) => {
      const bits = moved(value, by);
      return bits instanceof CelError ? bits : BigInt.asIntN(64, bits);
    }),
    overload([UINT, INT], UINT, ({ value }: Uint, by: bigint) => {
      const bits = moved(value, by);
      return bits instanceof CelError ? bits : new Uint(bits);
    }),
  ];
}
