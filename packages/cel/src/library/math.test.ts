import { describe, expect, it } from "vitest";
import { CelError } from "../value/error.js";
import { MAX_INT, MAX_UINT, MIN_INT, Uint } from "../value/uint.js";
import type { CelResult, CelValue } from "../value/value.js";
import { dispatcher } from "./define.js";
import { math } from "./math.js";

const error = (text: string) => new CelError(text);
const u = (value: bigint) => new Uint(value);

function call(name: string, ...args: CelValue[]): CelResult {
  const declaration = math.find((candidate) => candidate.name === `math.${name}`);
  if (declaration === undefined) throw new Error(name);
  return dispatcher(declaration, args.length)(args);
}

const cases: [string, CelValue[], CelResult][] = [
  ["@min", [5n], 5n],
  ["@min", [1, 1n], 1],
  ["@min", [1n, 1], 1n],
  ["@min", [[u(1n), 1n, 1]], u(1n)],
  ["@min", [[3, 1, 2]], 1],
  ["@min", [-0, 0], -0],
  ["@min", [[]], error("math.@min(list) argument must not be empty")],
  ["@min", [Number.NaN], Number.NaN],
  ["@min", [[Number.NaN]], Number.NaN],
  ["@min", [Number.NaN, 1], error("NaN values cannot be ordered: math.@min")],
  ["@min", [[1, "a"]], error("no such overload: math.@min")],
  ["@min", [["a", 1]], error("no such overload: math.@min(list)")],
  ["@min", ["a"], error("no such overload: math.@min(string)")],
  ["@min", [null, 1n], error("no such overload: math.@min(null_type, int)")],
  ["@max", [1n, 2.5], 2.5],
  ["@max", [-1n, u(0n)], u(0n)],
  ["@max", [MAX_INT, 2 ** 63], MAX_INT],
  ["@max", [[1n, 2.5, u(3n)]], u(3n)],
  ["@max", [[1n, Number.NaN]], error("NaN values cannot be ordered: math.@max")],
  ["ceil", [-0.5], -0],
  ["floor", [-1.2], -2],
  ["trunc", [-1.9], -1],
  ["round", [2.5], 3],
  ["round", [-2.5], -3],
  ["round", [-0.4], -0],
  ["round", [0.49999999999999994], 0],
  ["round", [2251799813685249.5], 2251799813685250],
  ["round", [Number.NEGATIVE_INFINITY], Number.NEGATIVE_INFINITY],
  ["round", [Number.NaN], Number.NaN],
  ["ceil", [1n], error("no such overload: math.ceil(int)")],
  ["abs", [-5n], 5n],
  ["abs", [-0], 0],
  ["abs", [u(5n)], u(5n)],
  ["abs", [MIN_INT], error("integer overflow")],
  ["sign", [-5n], -1n],
  ["sign", [0n], 0n],
  ["sign", [-1.5], -1],
  ["sign", [-0], 0],
  ["sign", [Number.NaN], Number.NaN],
  ["sign", [u(5n)], u(1n)],
  ["sign", [u(0n)], u(0n)],
  ["sqrt", [81n], 9],
  ["sqrt", [u(4n)], 2],
  ["sqrt", [-1], Number.NaN],
  ["isNaN", [Number.NaN], true],
  ["isInf", [Number.NEGATIVE_INFINITY], true],
  ["isFinite", [Number.NaN], false],
  ["isFinite", ["a"], error("no such overload: math.isFinite(string)")],
  ["bitAnd", [-1n, 255n], 255n],
  ["bitOr", [-2n, -4n], -2n],
  ["bitXor", [u(MAX_UINT), u(1n)], u(MAX_UINT - 1n)],
  ["bitAnd", [5n, u(3n)], error("no such overload: math.bitAnd(int, uint)")],
  ["bitNot", [1n], -2n],
  ["bitNot", [u(0n)], u(MAX_UINT)],
  ["bitShiftLeft", [1n, 63n], MIN_INT],
  ["bitShiftLeft", [MAX_INT, 1n], -2n],
  ["bitShiftLeft", [1n, 64n], 0n],
  ["bitShiftLeft", [u(1n), MAX_INT], u(0n)],
  ["bitShiftLeft", [1n, -1n], error("math.bitShiftLeft() negative offset: -1")],
  ["bitShiftRight", [-1n, 1n], MAX_INT],
  ["bitShiftRight", [-1n, 0n], -1n],
  ["bitShiftRight", [-1024n, 3n], 2305843009213693824n],
  ["bitShiftRight", [u(1024n), 2n], u(256n)],
  ["bitShiftRight", [u(1n), -1n], error("math.bitShiftRight() negative offset: -1")],
];

describe("math", () => {
  it.each(cases)("%s(%o)", (name, args, result) => expect(call(name, ...args)).toStrictEqual(result));
});
