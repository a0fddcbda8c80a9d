import { describe, expect, it } from "vitest";
import { CelError } from "./error.js";
import { Hierarchy } from "./hierarchy.js";
import { CelMap } from "./map.js";
import { sizeOf } from "./size.js";
import { Timestamp } from "./timestamp.js";
import type { CelValue } from "./value.js";

const sizes: [CelValue, bigint][] = [
  ["", 0n],
  ["a\u{1f600}b", 3n],
  ["\ud83d", 1n],
  ["\ude00\ud83d", 2n],
  [new Uint8Array(3), 3n],
  [[1, 2], 2n],
  [{ a: 1 }, 1n],
  [new CelMap([[1n, 1n]]), 1n],
  [new Hierarchy(["a", "b"]), 2n],
];

describe("sizeOf", () => {
  it.each(sizes)("%o", (value, size) => expect(sizeOf(value)).toBe(size));

  it("names itself, except for the kinds that hide it", () => {
    expect(sizeOf(1)).toEqual(new CelError("no such overload: size"));
    expect(sizeOf(null)).toEqual(new CelError("no such overload: size"));
    expect(sizeOf(new Timestamp(0, 0))).toEqual(new CelError("no such overload"));
  });
});
