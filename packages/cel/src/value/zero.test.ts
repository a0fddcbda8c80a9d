import { expect, it } from "vitest";
import { Duration } from "./duration.js";
import { CelMap } from "./map.js";
import { Optional } from "./optional.js";
import { MIN_SECONDS, Timestamp } from "./timestamp.js";
import { TypeValue } from "./type-value.js";
import { Uint } from "./uint.js";
import { isZeroValue } from "./zero.js";

it.each([
  [null],
  [false],
  [0n],
  [0],
  [-0],
  [new Uint(0n)],
  [""],
  [new Uint8Array()],
  [[]],
  [{}],
  [new CelMap()],
  [new Duration(0n)],
  [new Timestamp(MIN_SECONDS, 0)],
  [Optional.none],
])("%o is a zero", (value) => expect(isZeroValue(value)).toBe(true));

it.each([
  [true],
  [1n],
  [Number.NaN],
  ["0"],
  [[0n]],
  [{ constructor: 0 }],
  [new Timestamp(0, 0)],
  [Optional.of(0n)],
  [new TypeValue("int")],
])("%o is none", (value) => expect(isZeroValue(value)).toBe(false));
