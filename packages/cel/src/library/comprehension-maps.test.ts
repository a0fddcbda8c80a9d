import { expect, it } from "vitest";
import { CelError } from "../value/error.js";
import { lookup, mapEntries } from "../value/map.js";
import { Uint } from "../value/uint.js";
import type { CelValue } from "../value/value.js";
import { MapBuilder } from "./comprehension-maps.js";

it("fills a map, whatever the keys are called", () => {
  const builder = new MapBuilder();
  expect(builder.insert("__proto__", 1n)).toBeUndefined();
  expect(builder.insertAll({ constructor: 2n, a: 3n })).toBeUndefined();
  expect(builder.insert(1n, 4n)).toBeUndefined();
  expect([...mapEntries(builder.map())]).toEqual([
    ["__proto__", 1n],
    ["constructor", 2n],
    ["a", 3n],
    [1n, 4n],
  ]);
  expect(lookup(builder.map(), "__proto__")).toBe(1n);
});

it.each<[CelValue, CelValue, string | undefined]>([
  ["a", "a", "insert failed: key a already exists"],
  [1n, 1n, "insert failed: key 1 already exists"],
  [1n, new Uint(1n), "insert failed: key 1 already exists"],
  [new Uint(1n), 1n, "insert failed: key 1 already exists"],
  [1n, 1, "insert failed: key 1 already exists"],
  [1, 1n, undefined],
  [1.5, 1.5, "insert failed: key 1.5 already exists"],
  ["1", 1n, undefined],
  [true, "true", undefined],
  [Number.NaN, Number.NaN, undefined],
])("after the key %o, the key %o: %s", (first, second, message) => {
  const builder = new MapBuilder();
  builder.insert(first, null);
  expect(builder.insert(second, null)).toEqual(message === undefined ? undefined : new CelError(message));
});
