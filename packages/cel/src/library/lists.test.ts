import { describe, expect, it } from "vitest";
import { CelError, NO_SUCH_OVERLOAD } from "../value/error.js";
import { Optional } from "../value/optional.js";
import { Uint } from "../value/uint.js";
import type { CelValue } from "../value/value.js";
import { dispatcher } from "./define.js";
import { lists } from "./lists.js";

function call(name: string, ...args: readonly CelValue[]) {
  const declared = lists.find((one) => one.name === name);
  if (declared === undefined) throw new Error(`${name} is not declared`);
  return dispatcher(declared, args.length)(args);
}

const error = (message: string) => new CelError(message);

describe("slice", () => {
  it("takes a part", () => expect(call("slice", [1n, 2n, 3n], 1n, 3n)).toEqual([2n, 3n]));

  it.each([
    [0n, 4n, "cannot slice(0, 4), list is length 3"],
    [-1n, 2n, "cannot slice(-1, 2), negative indexes not supported"],
    [2n, 1n, "cannot slice(2, 1), start index must be less than or equal to end index"],
  ])("refuses %s to %s", (start, end, message) =>
    expect(call("slice", [1n, 2n, 3n], start, end)).toEqual(error(message)),
  );
});

describe("flatten", () => {
  it("goes one level deep, or as deep as it is told", () => {
    const nested = [1n, [2n, [3n, [4n]]]];
    expect(call("flatten", nested)).toEqual([1n, 2n, [3n, [4n]]]);
    expect(call("flatten", nested, 0n)).toEqual(nested);
    expect(call("flatten", nested, 2n)).toEqual([1n, 2n, 3n, [4n]]);
    expect(call("flatten", nested, 100n)).toEqual([1n, 2n, 3n, 4n]);
    expect(call("flatten", [[]])).toEqual([]);
  });

  it("fails with the reference's words", () => {
    expect(call("flatten", [], -1n)).toEqual(error("level must be non-negative"));
    expect(call("flatten", 1)).toEqual(error("no such overload: double.flatten()"));
    expect(call("flatten", [[1n]], 1)).toEqual(error("no such overload: list(dyn).flatten(double)"));
    expect(call("flatten", {})).toEqual(error("no such overload: map(dyn, dyn).flatten()"));
  });

  it("survives deep nesting and refuses to grow without end", () => {
    let deep: CelValue = [];
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    expect(call("flatten", [deep], 1_000_000n)).toEqual([]);
    const thousand = Array.from({ length: 1000 }, () => []);
    const million = Array.from({ length: 1000 }, () => thousand);
    expect(call("flatten", million, 2n)).toEqual(error("flatten: more than 1000000 elements"));
  });
});

describe("sort", () => {
  it.each([
    [
      [3n, 1n, 2n],
      [1n, 2n, 3n],
    ],
    [
      ["b", "a", "C"],
      ["C", "a", "b"],
    ],
    [
      ["\u{1f600}", "\uffff"],
      ["\uffff", "\u{1f600}"],
    ],
    [
      [true, false],
      [false, true],
    ],
    [[], []],
  ])("%o becomes %o", (list, sorted) => expect(call("sort", list)).toEqual(sorted));

  it.each<[CelValue, string]>([
    [[1n, 1], "list elements must have the same type"],
    [[null, 1n], "list elements must be comparable"],
    [[[1n]], "list elements must be comparable"],
    [[{}], "list elements must be comparable"],
    [5n, "no such overload: sort"],
    ["a", "no such overload"],
  ])("%o fails: %s", (list, message) => expect(call("sort", list)).toEqual(error(message)));

  it("does not touch the list it is given", () => {
    const list = [2n, 1n];
    call("sort", list);
    expect(list).toEqual([2n, 1n]);
  });

  it("goes by keys", () => {
    expect(call("@sortByAssociatedKeys", ["a", "b", "c"], [3, 1, 2])).toEqual(["b", "c", "a"]);
    expect(call("@sortByAssociatedKeys", ["a"], [[]])).toEqual(error("list elements must be comparable"));
    expect(call("@sortByAssociatedKeys", {}, [])).toEqual(error("no such overload: @sortByAssociatedKeys"));
    expect(call("@sortByAssociatedKeys", "a", [])).toBe(NO_SUCH_OVERLOAD);
  });
});

describe("distinct", () => {
  it.each<[readonly CelValue[], readonly CelValue[]]>([
    [
      [1n, 2n, 1n],
      [1n, 2n],
    ],
    [
      [1n, 1, new Uint(1n), "1"],
      [1n, "1"],
    ],
    [
      [Number.NaN, Number.NaN],
      [Number.NaN, Number.NaN],
    ],
    [[[1n], [1]], [[1n]]],
    [
      [true, 1n, null, null],
      [true, 1n, null],
    ],
  ])("%o keeps %o", (list, kept) => expect(call("distinct", list)).toEqual(kept));
});

describe("the rest", () => {
  it("first, last and reverse", () => {
    expect(call("first", [1n, 2n])).toEqual(Optional.of(1n));
    expect(call("last", [1n, null])).toEqual(Optional.of(null));
    expect(call("first", [])).toBe(Optional.none);
    expect(call("last", [])).toBe(Optional.none);
    expect(call("reverse", [1n, 2n])).toEqual([2n, 1n]);
  });

  it("lists.range", () => {
    expect(call("lists.range", 3n)).toEqual([0n, 1n, 2n]);
    expect(call("lists.range", -1n)).toEqual(error("lists.range: size must be non-negative, got -1"));
    expect(call("lists.range", 2n ** 62n)).toEqual(
      error(`lists.range: size ${2n ** 62n} exceeds maximum allowed (1000000)`),
    );
  });
});
