import { describe, expect, it } from "vitest";
import { DYN, HIERARCHY, INT, IP, listOf, mapOf, NULL, optionalOf, STRING, TIMESTAMP, typeOf } from "../check/types.js";
import { Duration } from "../value/duration.js";
import { CelError } from "../value/error.js";
import { Hierarchy } from "../value/hierarchy.js";
import { CelMap } from "../value/map.js";
import { Timestamp } from "../value/timestamp.js";
import { TypeValue } from "../value/type-value.js";
import { Uint } from "../value/uint.js";
import type { CelValue } from "../value/value.js";
import { format, formatProblem } from "./format.js";

const formatting = (template: string, args: readonly CelValue[]) => {
  const result = format(template, args);
  return result instanceof CelError ? `error: ${result.message}` : result;
};

describe("format", () => {
  it.each<[string, CelValue[], string]>([
    ["%s and %s%%", ["a", 1n], "a and 1%"],
    ["%s", [1e21], "1000000000000000000000"],
    ["%s", [[1n, "a", 2.5, null, new Uint(3n), true]], "[1, a, 2.5, null, 3, true]"],
    [
      "%s",
      [
        new CelMap([
          [10n, "c"],
          [2n, "b"],
          [1n, { z: 1, a: [] }],
        ]),
      ],
      "{1: {a: [], z: 1}, 10: c, 2: b}",
    ],
    ["%s", [{ "😀": 1, "\uffff": 2 }], "{\uffff: 2, 😀: 1}"],
    ["%s", [new Uint8Array([0xc3, 0xa9])], "é"],
    ["%s", [new Timestamp(0, 0, 330)], "1970-01-01T00:00:00Z"],
    ["%s", [new Duration(3_601_500_000_000n)], "3601.5s"],
    ["%s", [new TypeValue("int")], "int"],
    ["%d", [5.7], "5.7"],
    ["%.1f", [0.25], "0.2"],
    ["%.3e", [1052.032911275], "1.052e+03"],
    ["%b %b", [-5n, true], "-101 1"],
    ["%x %X %x", [-26n, 26n, "é"], "-1a 1A c3a9"],
    ["%o", [new Uint(11n)], "13"],
    ["%.3s", ["abcdef"], "abcdef"],
    ["%s", ["used", "not used"], "used"],
    ["%s%s", ["a"], "error: index 1 out of range"],
    ["%", [], "error: index 0 out of range"],
    ["a%", [1n], "error: unexpected end of string"],
    ["%é", [1n], 'error: could not parse formatting clause: unrecognized formatting clause "Ã"'],
    [
      "%.101f",
      [1],
      "error: could not parse formatting clause: error while parsing precision: precision 101 exceeds maximum allowed precision 100",
    ],
    [
      "%.3",
      [1],
      "error: could not parse formatting clause: error while parsing precision: could not find end of precision specifier",
    ],
    [
      "%.x",
      [1],
      'error: could not parse formatting clause: error while parsing precision: error while converting precision to integer: strconv.Atoi: parsing "": invalid syntax',
    ],
    [
      "%.99999999999999999999f",
      [1],
      'error: could not parse formatting clause: error while parsing precision: error while converting precision to integer: strconv.Atoi: parsing "99999999999999999999": value out of range',
    ],
    [
      "%d",
      ["a"],
      "error: error during formatting: decimal clause can only be used on ints, uints, and doubles, was given string",
    ],
    [
      "%s",
      [[new Hierarchy(["a"])]],
      "error: error during formatting: string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps, was given cerbos.lib.hierarchy",
    ],
    [
      "%b",
      [1.5],
      "error: error during formatting: only ints, uints, and bools can be formatted as binary, was given double",
    ],
  ])("%s, case %#", (template, args, result) => expect(formatting(template, args)).toBe(result));

  it("stops at texts that are too long or too deep", () => {
    let wide: CelValue = "x";
    let deep: CelValue = 1n;
    for (let level = 0; level < 40; level += 1) wide = [wide, wide];
    for (let level = 0; level < 5000; level += 1) deep = [deep];
    expect(formatting("%s", [wide])).toBe("error: text exceeds limit of 16777216 characters");
    expect(formatting("%s", [deep])).toBe("error: value exceeds nesting limit of 1000");
  });
});

describe("formatProblem", () => {
  it.each<[string, Parameters<typeof formatProblem>[1], string | undefined]>([
    ["%s %d %x", [listOf(DYN), INT, STRING], undefined],
    ["%s%s%s", [NULL, typeOf(INT), mapOf(STRING, HIERARCHY)], undefined],
    ["%d", [DYN], undefined],
    ["%", [], "unexpected end of string"],
    ["%s", [], "index 0 out of range"],
    ["", [INT], "too many arguments supplied to string.format (expected 0, got 1)"],
    ["%z", [INT], 'could not parse formatting clause: unrecognized formatting clause "z"'],
    [
      "%d",
      [TIMESTAMP],
      "error during formatting: decimal clause can only be used on ints, uints, and doubles, was given google.protobuf.Timestamp",
    ],
    [
      "%d",
      [listOf(INT)],
      "error during formatting: decimal clause can only be used on ints, uints, and doubles, was given list",
    ],
    [
      "%o",
      [optionalOf(INT)],
      "error during formatting: octal clause can only be used on ints and uints, was given optional_type",
    ],
    [
      "%x",
      [IP],
      "error during formatting: only ints, uints, bytes, and strings can be formatted as hex, was given net.IP",
    ],
    [
      "%s",
      [{ type: listOf(DYN), parts: [{ type: INT }, { type: IP }] }],
      "error during formatting: string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps, was given net.IP",
    ],
  ])("%j", (template, args, problem) => expect(formatProblem(template, args)).toBe(problem));
});
