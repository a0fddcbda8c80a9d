import { describe, expect, it } from "vitest";
import { Duration } from "../value/duration.js";
import { CelError } from "../value/error.js";
import { Hierarchy } from "../value/hierarchy.js";
import { Cidr, Ip } from "../value/network.js";
import { Optional } from "../value/optional.js";
import { Timestamp } from "../value/timestamp.js";
import { TypeValue } from "../value/type-value.js";
import { MAX_INT, MIN_INT, Uint } from "../value/uint.js";
import type { CelResult, CelValue } from "../value/value.js";
import { conversions } from "./conversions.js";
import { dispatcher } from "./define.js";

const error = (text: string) => new CelError(text);
const u = (value: bigint) => new Uint(value);
const bytes = (...values: number[]) => new Uint8Array(values);

function convert(name: string, value: CelValue): CelResult {
  const declaration = conversions.find((candidate) => candidate.name === name);
  if (declaration === undefined) throw new Error(name);
  return dispatcher(declaration, 1)([value]);
}

const cases: [string, CelValue, CelResult][] = [
  ["bool", true, true],
  ["bool", "T", true],
  ["bool", "False", false],
  ["bool", "tRue", error("type conversion error from 'string' to 'bool'")],
  ["bool", 1n, error("no such overload: bool(int)")],
  ["bytes", "\u00e9\u{1f600}", bytes(0xc3, 0xa9, 0xf0, 0x9f, 0x98, 0x80)],
  ["bytes", bytes(1), bytes(1)],
  ["double", 5n, 5],
  ["double", u(18446744073709551615n), 18446744073709552000],
  ["double", "1e3", 1000],
  ["double", "0x10", error("type conversion error from 'string' to 'double'")],
  ["double", null, error("no such overload: double(null_type)")],
  ["duration", "1.5s", new Duration(1_500_000_000n)],
  ["duration", "1d", error("type conversion error from 'string' to 'google.protobuf.Duration'")],
  ["duration", 1n, error("no such overload: duration(int)")],
  ["int", 1.9, 1n],
  ["int", -1.9, -1n],
  ["int", -(2 ** 63), error("integer overflow")],
  ["int", 2 ** 63, error("integer overflow")],
  ["int", Number.NaN, error("integer overflow")],
  ["int", u(MAX_INT), MAX_INT],
  ["int", u(MAX_INT + 1n), error("integer overflow")],
  ["int", "-9223372036854775808", MIN_INT],
  ["int", "+00012", 12n],
  ["int", "9223372036854775808", error("type conversion error from 'string' to 'int'")],
  ["int", "0x10", error("type conversion error from 'string' to 'int'")],
  ["int", "", error("type conversion error from 'string' to 'int'")],
  ["int", "1\n", error("type conversion error from 'string' to 'int'")],
  ["int", new Timestamp(-1, 500_000_000), -1n],
  ["int", new Duration(7n), 7n],
  ["int", true, error("no such overload: int(bool)")],
  ["string", "a", "a"],
  ["string", true, "true"],
  ["string", bytes(0xc3, 0xa9), "\u00e9"],
  ["string", bytes(0xef, 0xbb, 0xbf, 0x61), "\ufeffa"],
  ["string", bytes(0xff), error("invalid UTF-8 in bytes, cannot convert to string")],
  ["string", 1000000, "1e+06"],
  ["string", -0, "-0"],
  ["string", -5n, "-5"],
  ["string", u(5n), "5"],
  ["string", new Duration(5_400_000_000_000n), "5400s"],
  ["string", new Timestamp(0, 0, 60), "1970-01-01T01:00:00+01:00"],
  ["string", new Ip(4, 0x01020304n), "1.2.3.4"],
  ["string", new Cidr(new Ip(4, 0x0a000001n), 8), "10.0.0.1/8"],
  ["string", [1n], error("no such overload: string(list)")],
  ["string", new Hierarchy(["a"]), error("no such overload: string(cerbos.lib.hierarchy)")],
  ["timestamp", 60n, new Timestamp(60, 0)],
  ["timestamp", 253402300800n, error("timestamp overflow")],
  ["timestamp", -62135596801n, error("timestamp overflow")],
  ["timestamp", MAX_INT, error("timestamp overflow")],
  ["timestamp", "nope", error('invalid RFC 3339 timestamp "nope"')],
  ["timestamp", 1, error("no such overload: timestamp(double)")],
  ["uint", 1.9, u(1n)],
  ["uint", -0, u(0n)],
  ["uint", -0.5, error("unsigned integer overflow")],
  ["uint", 2 ** 64, error("unsigned integer overflow")],
  ["uint", Number.NaN, error("unsigned integer overflow")],
  ["uint", -1n, error("unsigned integer overflow")],
  ["uint", "00012", u(12n)],
  ["uint", "+1", error("type conversion error from 'string' to 'uint'")],
  ["uint", "18446744073709551616", error("type conversion error from 'string' to 'uint'")],
  ["dyn", [1], [1]],
  ["type", 1, new TypeValue("double")],
  ["type", null, new TypeValue("null_type")],
  ["type", new TypeValue("int"), new TypeValue("type")],
  ["type", Optional.none, new TypeValue("optional_type")],
];

describe("conversions", () => {
  it.each(cases)("%s(%o)", (name, value, result) => expect(convert(name, value)).toStrictEqual(result));

  it("refuses endless digits in little time", () => {
    const digits = "1".repeat(1_000_000);
    for (const name of ["int", "uint"])
      expect(convert(name, digits)).toEqual(error(`type conversion error from 'string' to '${name}'`));
    for (const text of [digits, `${digits}x`, `0x${digits}p1`, `1_${digits}`])
      expect(convert("double", text)).toEqual(error("type conversion error from 'string' to 'double'"));
  });
});
