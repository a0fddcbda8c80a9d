import { describe, expect, it } from "vitest";
import { isEqual } from "../value/equality.js";
import { CelError, NO_SUCH_OVERLOAD } from "../value/error.js";
import { SpiffeId, SpiffeTrustDomain } from "../value/spiffe.js";
import { Uint } from "../value/uint.js";
import type { CelValue } from "../value/value.js";
import { dispatcher } from "./define.js";
import { Membership } from "./membership.js";
import { sets } from "./sets.js";

function call(style: "global" | "method", name: string, ...args: readonly unknown[]) {
  const declared = sets.find((one) => one.style === style && one.name === name);
  if (declared === undefined) throw new Error(`${name} is not declared`);
  return dispatcher(declared, args.length)(args as readonly CelValue[]);
}

describe("membership", () => {
  const values: readonly CelValue[] = [
    null,
    true,
    "1",
    "a",
    "spiffe://a/b",
    0,
    -0,
    1,
    1n,
    new Uint(1n),
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    9007199254740992,
    9007199254740992n,
    9007199254740993n,
    new Uint(9007199254740993n),
    18446744073709551615n,
    new Uint(18446744073709551615n),
    2 ** 64,
    [1n],
    [1],
    { a: 1n },
    { a: new Uint(1n) },
    new SpiffeTrustDomain("a"),
    new SpiffeId(new SpiffeTrustDomain("a"), "/b"),
  ];

  it("agrees with == for every pair of values", () => {
    for (const member of values)
      for (const value of values) expect(new Membership([member]).has(value)).toBe(isEqual(value, member));
  });
});

describe("sets", () => {
  it.each<[string, readonly CelValue[], readonly CelValue[], boolean]>([
    ["sets.contains", [1n, 2n], [2, 2], true],
    ["sets.contains", [], [1n], false],
    ["sets.contains", [], [], true],
    ["sets.equivalent", [1n], [1, 1n], true],
    ["sets.equivalent", [1n], [1n, 2n], false],
    ["sets.intersects", [], [1n], false],
    ["sets.intersects", [Number.NaN], [Number.NaN], false],
    ["isSubset", [], [], true],
    ["isSubset", [1n, 3n], [1n, 2n], false],
    ["hasIntersection", ["a"], ["b", "a"], true],
  ])("%s of %o and %o: %s", (name, a, b, expected) => expect(call("global", name, a, b)).toBe(expected));

  it.each<[string, readonly CelValue[], readonly CelValue[], readonly CelValue[]]>([
    ["intersect", [1n, 2n, 3n], [3n, 2n], [3n, 2n]],
    ["intersect", [1n, 1n], [1n, 1n, 2n], [1n, 1n]],
    ["intersect", [1n, 2], [2n, 1], [1n, 2]],
    ["except", [1n, 1n, 2n], [2], [1n, 1n]],
    ["except", [], [1n], []],
  ])("%s of %o and %o: %o", (name, a, b, expected) => {
    expect(call("global", name, a, b)).toEqual(expected);
    expect(call("method", name, a, b)).toEqual(expected);
  });

  it("give long lists the results of short ones", () => {
    const long = Array.from({ length: 1000 }, (_, index) => BigInt(index));
    expect(call("global", "isSubset", [999, new Uint(5n)], long)).toBe(true);
    expect(call("global", "isSubset", [999.5], long)).toBe(false);
    expect(call("global", "except", long, long.slice(1))).toEqual([0n]);
    expect(call("global", "intersect", [...long, "x"], [7, "x", null])).toEqual([7, "x"]);
  });
});

describe("arguments that failed", () => {
  const failed = new CelError("no such key: x");

  it("are no such overload for the global form", () => {
    for (const name of ["intersect", "except", "hasIntersection", "isSubset", "has_intersection", "is_subset"]) {
      expect(sets.find((one) => one.name === name && one.style === "global")?.takesErrors).toBe(true);
      expect(call("global", name, failed, [1n])).toBe(NO_SUCH_OVERLOAD);
      expect(call("global", name, [1n], failed)).toBe(NO_SUCH_OVERLOAD);
    }
  });

  it("other kinds are named", () => {
    expect(call("global", "intersect", [1n], null)).toEqual(
      new CelError("no such overload: intersect(list, null_type)"),
    );
    expect(call("method", "isSubset", 1, [1n])).toEqual(new CelError("no such overload: isSubset(double, list)"));
    expect(call("global", "sets.contains", 1, [1n])).toEqual(
      new CelError("no such overload: sets.contains(double, list)"),
    );
  });
});

describe("work", () => {
  it("is in proportion to the lists for strings and numbers", () => {
    const many = Array.from({ length: 300_000 }, (_, index) => (index % 2 === 0 ? `s${index}` : index));
    expect(call("global", "isSubset", many, many.toReversed())).toBe(true);
  });

  it("ends with an error when lists of lists are too long to compare", () => {
    const left = Array.from({ length: 20_000 }, (_, index) => [index]);
    const right = Array.from({ length: 20_000 }, (_, index) => [-1 - index]);
    expect(call("global", "hasIntersection", left, right)).toEqual(
      new CelError("too many comparisons of lists and maps: more than 4000000"),
    );
  });
});
