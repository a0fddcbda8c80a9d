import { expect, it } from "vitest";
import { sortLikeGo } from "./quicksort.js";

function sorted(keys: readonly number[]): number[] {
  const positions = Array.from(keys.keys());
  sortLikeGo(positions, (a, b) => (keys[a] as number) < (keys[b] as number));
  return positions;
}

/** Keys that look random and are the same in every run. */
const scrambled = (length: number, modulus: number) =>
  Array.from({ length }, (_, index) => ((index * 7919 + 13) ** 2 % 104729) % modulus);

const shapes: readonly (readonly [string, (length: number) => number[]])[] = [
  ["rising", (length) => Array.from({ length }, (_, index) => index)],
  ["falling", (length) => Array.from({ length }, (_, index) => -index)],
  ["equal", (length) => new Array<number>(length).fill(1)],
  ["of few kinds", (length) => scrambled(length, 3)],
  ["scrambled", (length) => scrambled(length, 100_003)],
  ["an organ pipe", (length) => Array.from({ length }, (_, index) => Math.min(index, length - index))],
  ["nearly sorted", (length) => Array.from({ length }, (_, index) => (index % 40 === 7 ? index - 5 : index))],
  ["a saw", (length) => Array.from({ length }, (_, index) => index % 17)],
];

it.each(shapes)("sorts keys that are %s, of any length, and loses none", (_, keysOf) => {
  for (const length of [0, 1, 2, 12, 13, 49, 50, 51, 200, 1000, 5000]) {
    const keys = keysOf(length);
    const positions = sorted(keys);
    expect(positions.map((position) => keys[position])).toEqual(keys.toSorted((a, b) => a - b));
    expect(new Set(positions).size).toBe(length);
  }
});

it("is stable up to twelve elements", () => {
  expect(sorted(Array.from({ length: 12 }, (_, index) => index % 2))).toEqual([0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11]);
});

it("puts ties beyond in the order of the reference", () => {
  expect(sorted(Array.from({ length: 13 }, (_, index) => index % 2))).toEqual([
    8, 12, 2, 0, 4, 10, 6, 3, 7, 9, 5, 11, 1,
  ]);
});
