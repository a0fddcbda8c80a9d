import { describe, expect, it } from "vitest";
import { CelError, NO_SUCH_OVERLOAD } from "../value/error.js";
import { Hierarchy } from "../value/hierarchy.js";
import type { CelValue } from "../value/value.js";
import { dispatcher } from "./define.js";
import { hierarchies } from "./hierarchy.js";

function call(name: string, ...args: readonly CelValue[]) {
  const declared = hierarchies.find((one) => one.name === name);
  if (declared === undefined) throw new Error(`${name} is not declared`);
  return dispatcher(declared, args.length)(args);
}

const of = (text: string) => new Hierarchy(text === "" ? [] : text.split("."));

describe("a hierarchy is made", () => {
  it.each<[readonly CelValue[], readonly string[]]>([
    [["a.b"], ["a", "b"]],
    [[""], [""]],
    [
      ["a--b", "--"],
      ["a", "b"],
    ],
    [
      ["a😀", ""],
      ["a", "😀"],
    ],
    [["", ""], []],
    [[["a", "b"]], ["a", "b"]],
    [[[]], []],
  ])("of %j: %j", (args, parts) => expect(call("hierarchy", ...args)).toEqual(new Hierarchy(parts)));

  it("of strings only", () => {
    expect(call("hierarchy", ["a", true])).toEqual(
      new CelError("failed to convert list to string slice: type conversion error from bool to 'string'"),
    );
    expect(call("hierarchy", [true])).toEqual(new CelError("no such overload: hierarchy(list)"));
    expect(call("hierarchy", null)).toEqual(new CelError("no such overload: hierarchy(null_type)"));
  });
});

describe("relations", () => {
  const names = ["ancestorOf", "descendentOf", "immediateParentOf", "immediateChildOf", "siblingOf", "overlaps"];

  it.each([
    ["a", "a.b", ["ancestorOf", "immediateParentOf", "overlaps"]],
    ["a", "a.b.c", ["ancestorOf", "overlaps"]],
    ["a.b", "a", ["descendentOf", "immediateChildOf", "overlaps"]],
    ["a.b", "a.b", ["siblingOf", "overlaps"]],
    ["a.b", "a.c", ["siblingOf"]],
    ["a.b", "x.b", []],
    ["ab", "abc.d", []],
    ["", "", ["siblingOf", "overlaps"]],
    ["", "a", ["ancestorOf", "immediateParentOf", "overlaps"]],
  ])("of %s to %s: %j", (own, other, expected) => {
    expect(names.filter((name) => call(name, of(own), of(other)) === true)).toEqual(expected);
  });

  it.each([
    ["a.b.c", "a.b.d", "a.b"],
    ["a.b.c", "a.b.c", "a.b"],
    ["a.b", "a.b.c", "a.b"],
    ["a", "b", ""],
  ])("%s and %s have the common ancestors %s", (own, other, common) =>
    expect(call("commonAncestors", of(own), of(other))).toEqual(of(common)),
  );

  it("fail for two empty ones, and for anything else", () => {
    expect(call("commonAncestors", of(""), of(""))).toBeInstanceOf(CelError);
    expect(call("ancestorOf", of("a"), "a.b")).toBe(NO_SUCH_OVERLOAD);
    expect(call("ancestorOf", "a", of("a.b"))).toBe(NO_SUCH_OVERLOAD);
  });
});
