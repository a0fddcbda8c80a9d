import { expect, it } from "vitest";
import { CelError, NO_SUCH_OVERLOAD, NONE_DEREFERENCED } from "../value/error.js";
import { Optional } from "../value/optional.js";
import type { CelValue } from "../value/value.js";
import { dispatcher } from "./define.js";
import { optionals } from "./optionals.js";

function call(name: string, ...args: readonly CelValue[]) {
  const declared = optionals.find((one) => one.name === name);
  if (declared === undefined) throw new Error(`${name} is not declared`);
  return dispatcher(declared, args.length)(args);
}

const one = Optional.of(1n);

it("holds a value, null too, or none", () => {
  expect(call("value", call("optional.of", null) as Optional)).toBe(null);
  expect(call("hasValue", Optional.of(null))).toBe(true);
  expect(call("hasValue", call("optional.none") as Optional)).toBe(false);
  expect(call("value", Optional.none)).toBe(NONE_DEREFERENCED);
});

it("leaves zero values out when asked", () => {
  expect(call("optional.ofNonZeroValue", "")).toBe(Optional.none);
  expect(call("optional.ofNonZeroValue", "a")).toEqual(Optional.of("a"));
});

it("falls back", () => {
  expect(call("or", one, Optional.none)).toBe(one);
  expect(call("or", Optional.none, one)).toBe(one);
  expect(call("orValue", Optional.of(null), 2n)).toBe(null);
  expect(call("orValue", Optional.none, 2n)).toBe(2n);
});

it("unwraps a list", () => {
  expect(call("unwrapOpt", [one, Optional.none, Optional.of(null)])).toEqual([1n, null]);
  expect(call("optional.unwrap", [])).toEqual([]);
});

it("is told from other values", () => {
  expect(call("value", 1)).toEqual(new CelError("no such overload: value(double)"));
  expect(call("optional.unwrap", [1])).toEqual(new CelError("no such overload: optional.unwrap(list)"));
  expect(call("unwrapOpt", [one, 1])).toBeInstanceOf(CelError);
  expect(call("orValue", 1, 2)).toBe(NO_SUCH_OVERLOAD);
  expect(call("or", 1, one)).toBe(NO_SUCH_OVERLOAD);
});
