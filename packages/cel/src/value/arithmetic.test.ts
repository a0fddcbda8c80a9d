import { describe, expect, it } from "vitest";
import {
  add,
  divide,
  greater,
  greaterEqual,
  less,
  lessEqual,
  modulo,
  multiply,
  negate,
  subtract,
} from "./arithmetic.js";
import { Duration } from "./duration.js";
import { CelError } from "./error.js";
import { Hierarchy } from "./hierarchy.js";
import { Ip } from "./network.js";
import { Optional } from "./optional.js";
import { SpiffeTrustDomain } from "./spiffe.js";
import { Timestamp } from "./timestamp.js";
import { TypeValue } from "./type-value.js";
import { MAX_INT, MAX_UINT, MIN_INT, Uint } from "./uint.js";
import type { CelValue } from "./value.js";

const error = (text: string) => new CelError(text);
const u = (value: bigint) => new Uint(value);
const bytes = (...values: number[]) => new Uint8Array(values);

const binary = { "+": add, "-": subtract, "*": multiply, "/": divide, "%": modulo };
const ordering = { "<": less, "<=": lessEqual, ">": greater, ">=": greaterEqual };

describe("numbers", () => {
  const cases: [CelValue, keyof typeof binary, CelValue, CelValue | CelError][] = [
    [1, "+", 2, 3],
    [1, "/", 0, Number.POSITIVE_INFINITY],
    [0, "/", 0, Number.NaN],
    [0, "*", -1, -0],
    [5n, "/", 2n, 2n],
    [-5n, "/", 2n, -2n],
    [-5n, "%", 3n, -2n],
    [5n, "%", -3n, 2n],
    [5n, "/", 0n, error("division by zero")],
    [5n, "%", 0n, error("modulus by zero")],
    [MAX_INT, "+", 1n, error("integer overflow")],
    [MIN_INT, "-", 1n, error("integer overflow")],
    [MIN_INT, "*", -1n, error("integer overflow")],
    [MIN_INT, "/", -1n, error("integer overflow")],
    [MIN_INT, "%", -1n, error("integer overflow")],
    [u(5n), "/", u(2n), u(2n)],
    [u(5n), "%", u(3n), u(2n)],
    [u(5n), "/", u(0n), error("division by zero")],
    [u(5n), "%", u(0n), error("modulus by zero")],
    [u(3n), "-", u(5n), error("unsigned integer overflow")],
    [u(MAX_UINT), "+", u(1n), error("unsigned integer overflow")],
    [u(MAX_UINT), "*", u(2n), error("unsigned integer overflow")],
    [u(MAX_UINT), "+", u(0n), u(MAX_UINT)],
    [1, "+", 1n, error("no such overload")],
    [1n, "+", 1, error("no such overload")],
    [u(1n), "*", 1n, error("no such overload")],
    [5, "%", 2, error("no such overload: _%_")],
  ];
  it.each(cases)("%o %s %o", (a, operator, b, result) => expect(binary[operator](a, b)).toStrictEqual(result));

  it.each([
    [1, -1],
    [0, -0],
    [5n, -5n],
    [MIN_INT, error("integer overflow")],
    [new Duration(5n), new Duration(-5n)],
    [new Duration(MIN_INT), error("integer overflow")],
    [u(5n), error("no such overload: -_")],
    [null, error("no such overload: -_")],
    [true, error("no such overload")],
    ["a", error("no such overload")],
    [new Timestamp(0, 0), error("no such overload")],
  ] as [CelValue, CelValue | CelError][])("-%o", (value, result) => expect(negate(value)).toStrictEqual(result));
});

describe("concatenation", () => {
  it("joins strings, bytes and lists", () => {
    expect(add("a", "b")).toBe("ab");
    expect(add(bytes(1), bytes(2, 3))).toStrictEqual(bytes(1, 2, 3));
    expect(add([1], [[2], 3])).toStrictEqual([1, [2], 3]);
    expect(add([], [1])).toStrictEqual([1]);
    expect(add("a", 1)).toEqual(error("no such overload"));
  });

  it("ends in an error when sizes are doubled again and again", () => {
    for (const start of ["ab", bytes(1, 2), [1n, 2n]] as CelValue[]) {
      let value: CelValue = start;
      let result = add(value, value);
      while (!(result instanceof CelError)) {
        value = result;
        result = add(value, value);
      }
      expect(result.message).toMatch(/exceeds? limit of/);
    }
  });
});

describe("times", () => {
  const epoch = new Timestamp(0, 0, 90);
  const hour = new Duration(3_600_000_000_000n);
  const first = new Timestamp(-62135596800, 0);
  const last = new Timestamp(253402300799, 999_999_999);
  const cases: [CelValue, "+" | "-", CelValue, CelValue | CelError][] = [
    [epoch, "+", hour, new Timestamp(3600, 0, 90)],
    [hour, "+", epoch, new Timestamp(3600, 0, 90)],
    [epoch, "-", new Duration(1n), new Timestamp(-1, 999_999_999, 90)],
    [new Timestamp(-1, 500_000_000), "+", new Duration(600_000_000n), new Timestamp(0, 100_000_000)],
    [last, "+", new Duration(1n), error("timestamp overflow")],
    [first, "-", new Duration(1n), error("timestamp overflow")],
    [epoch, "-", new Duration(MIN_INT), error("integer overflow")],
    [epoch, "-", new Timestamp(-1, 1), new Duration(999_999_999n)],
    [last, "-", first, error("integer overflow")],
    [new Timestamp(9223372036, 854_775_807), "-", new Timestamp(0, 0), new Duration(MAX_INT)],
    [new Timestamp(9223372036, 854_775_808), "-", new Timestamp(0, 0), error("integer overflow")],
    // The least duration could be told, but its seconds alone overflow.
    [new Timestamp(-9223372037, 145_224_192), "-", new Timestamp(0, 0), error("integer overflow")],
    [hour, "-", hour, new Duration(0n)],
    [new Duration(MAX_INT), "+", new Duration(1n), error("integer overflow")],
    [hour, "-", epoch, error("no such overload")],
    [epoch, "+", epoch, error("no such overload")],
  ];
  it.each(cases)("%o %s %o", (a, operator, b, result) => expect(binary[operator](a, b)).toStrictEqual(result));
});

describe("kinds without an operator", () => {
  const named: CelValue[] = [null, {}, new TypeValue("int"), Optional.none, new Ip(4, 1n)];
  it.each(named)("%o names the operator", (value) => {
    for (const [name, operator] of Object.entries(binary))
      expect(operator(value, true)).toEqual(error(`no such overload: _${name}_`));
    for (const [name, operator] of Object.entries(ordering))
      expect(operator(value, true)).toEqual(error(`no such overload: _${name}_`));
  });

  it.each([new Hierarchy(["a"]), new SpiffeTrustDomain("a"), "a", new Timestamp(0, 0), new Duration(0n)])(
    "%o does not",
    (value) => {
      for (const operator of [...Object.values(binary), ...Object.values(ordering)])
        expect(operator(value, true)).toEqual(error("no such overload"));
    },
  );

  it("knows which kinds have which operator", () => {
    expect(add(true, 1n)).toEqual(error("no such overload: _+_"));
    expect(subtract([1], [1])).toEqual(error("no such overload: _-_"));
    expect(subtract(bytes(1), bytes(1))).toEqual(error("no such overload: _-_"));
    expect(less(true, 1n)).toEqual(error("no such overload"));
    expect(less(bytes(1), 1n)).toEqual(error("no such overload"));
    expect(less([1], [2])).toEqual(error("no such overload: _<_"));
  });
});

describe("order", () => {
  const pairs: [CelValue, CelValue, number][] = [
    [1, 2, -1],
    [1n, 1.5, -1],
    [2n, u(1n), 1],
    [u(1n), 1, 0],
    [9007199254740993n, 9007199254740992, 0],
    [MAX_INT, u(MAX_UINT), -1],
    [-0, 0, 0],
    ["\uffff", "\u{1f600}", -1],
    ["a", "ab", -1],
    [false, true, -1],
    [bytes(1), bytes(2), -1],
    [new Timestamp(0, 1), new Timestamp(0, 0, 60), 1],
    [new Duration(1n), new Duration(1n), 0],
    // Trust domains are ordered backwards.
    [new SpiffeTrustDomain("a"), new SpiffeTrustDomain("b"), 1],
    [new SpiffeTrustDomain("a"), "b", 1],
  ];
  it.each(pairs)("%o against %o", (a, b, order) => {
    expect([less(a, b), lessEqual(a, b), greater(a, b), greaterEqual(a, b)]).toEqual([
      order < 0,
      order <= 0,
      order > 0,
      order >= 0,
    ]);
  });

  it("finds nothing true of NaN, whatever the other side is", () => {
    for (const other of [1, 1n, u(1n), "a", null, Number.NaN] as CelValue[])
      for (const compare of Object.values(ordering)) expect(compare(Number.NaN, other)).toBe(false);
    expect(less(1n, Number.NaN)).toBe(false);
    expect(less("a", Number.NaN)).toEqual(error("no such overload"));
  });

  it("reads a string beside a trust domain as one", () => {
    expect(less(new SpiffeTrustDomain("a"), "B!")).toEqual(
      error(
        "failed to parse trust domain: trust domain characters are limited to lowercase letters, numbers, dots, dashes, and underscores",
      ),
    );
  });
});
