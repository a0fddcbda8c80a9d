import { describe, expect, it } from "vitest";
import { Duration } from "./duration.js";
import { parseDuration } from "./duration-parse.js";
import { CelError } from "./error.js";

describe("parseDuration", () => {
  it.each([
    ["0", 0n],
    ["-0", 0n],
    ["+0", 0n],
    ["-0s", 0n],
    ["1ns", 1n],
    ["1us", 1_000n],
    ["1\u00b5s", 1_000n],
    ["1\u03bcs", 1_000n],
    ["1ms", 1_000_000n],
    ["1s", 1_000_000_000n],
    ["1m", 60_000_000_000n],
    ["1h30m", 5_400_000_000_000n],
    ["1s1h", 3_601_000_000_000n],
    ["1s.5s", 1_500_000_000n],
    ["-1.5h", -5_400_000_000_000n],
    ["+.5s", 500_000_000n],
    ["1.s", 1_000_000_000n],
    ["1.9ns", 1n],
    ["1.23456789123s", 1_234_567_891n],
    ["0.99999999999999999999h", 3_600_000_000_000n],
    ["1.9223372036854775808s", 1_922_337_203n],
    ["00000000000000000000000000001h", 3_600_000_000_000n],
    ["2562047h47m16.854775807s", 2n ** 63n - 1n],
    ["-2562047h47m16.854775808s", -(2n ** 63n)],
  ])("reads %s", (text, nanos) => expect(parseDuration(text)).toStrictEqual(new Duration(nanos)));

  it.each([
    "",
    "+",
    "1",
    "s",
    ".s",
    "1d",
    "1w",
    "1H",
    "1 h",
    "1h 30m",
    "1h-30m",
    "--1s",
    "1e3s",
    "1.2.3s",
    "9223372037s",
    "2562047h47m16.854775808s",
    "9223372036854775809ns",
    "99999999999999999999ns",
    "100000000000h",
    "2562047.999h",
    "\uff11s",
  ])("refuses %o", (text) =>
    expect(parseDuration(text)).toEqual(
      new CelError("type conversion error from 'string' to 'google.protobuf.Duration'"),
    ),
  );

  it("reads a long text in little time", () => {
    expect(parseDuration(`${"9".repeat(1_000_000)}h`)).toBeInstanceOf(CelError);
    expect(parseDuration(`0.${"9".repeat(1_000_000)}ns`)).toStrictEqual(new Duration(1n));
  });
});
