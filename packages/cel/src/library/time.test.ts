import { describe, expect, it } from "vitest";
import { Duration } from "../value/duration.js";
import { CelError } from "../value/error.js";
import { Timestamp } from "../value/timestamp.js";
import { parseTimestamp } from "../value/timestamp-parse.js";
import type { CelResult, CelValue } from "../value/value.js";
import { dispatcher } from "./define.js";
import { time } from "./time.js";

const error = (text: string) => new CelError(text);
const at = (text: string) => parseTimestamp(text) as Timestamp;

function get(name: string, ...args: CelValue[]): CelResult {
  const declaration = time.find((candidate) => candidate.name === name);
  if (declaration === undefined) throw new Error(name);
  return dispatcher(declaration, args.length)(args);
}

describe("getters of a timestamp", () => {
  const leapDay = at("2024-02-29T23:59:58.987654321Z");
  it.each([
    ["getFullYear", 2024n],
    ["getMonth", 1n],
    ["getDate", 29n],
    ["getDayOfMonth", 28n],
    ["getDayOfWeek", 4n],
    ["getDayOfYear", 59n],
    ["getHours", 23n],
    ["getMinutes", 59n],
    ["getSeconds", 58n],
    ["getMilliseconds", 987n],
  ])("%s", (name, value) => {
    expect(get(name, leapDay)).toBe(value);
    expect(get(name, leapDay, "UTC")).toBe(value);
  });

  it("do not look at the offset that it was written with", () => {
    expect(get("getHours", at("2024-01-01T05:30:00+05:30"))).toBe(0n);
  });

  it("cross years in zones", () => {
    const eve = at("2024-12-31T23:30:00Z");
    expect(get("getFullYear", eve, "+05:30")).toBe(2025n);
    expect(get("getDayOfYear", eve, "+05:30")).toBe(0n);
    expect(get("getFullYear", new Timestamp(-62135596800, 0), "-01:00")).toBe(0n);
    expect(get("getDayOfYear", new Timestamp(-62135596800, 0), "-01:00")).toBe(365n);
    expect(get("getDayOfWeek", new Timestamp(-62135596800, 0), "-01:00")).toBe(0n);
    expect(get("getFullYear", at("9999-12-31T23:59:59Z"), "+01:00")).toBe(10000n);
  });

  it("count milliseconds before the epoch upwards", () => {
    expect(get("getMilliseconds", at("1969-12-31T23:59:59.999Z"))).toBe(999n);
    expect(get("getSeconds", at("1969-12-31T23:59:59.999Z"))).toBe(59n);
  });

  it("fail on other kinds and on unknown zones", () => {
    expect(get("getHours", "x")).toEqual(error("no such overload: getHours(string)"));
    expect(get("getHours", leapDay, null)).toEqual(
      error("no such overload: getHours(google.protobuf.Timestamp, null_type)"),
    );
    expect(get("getHours", leapDay, "utc")).toEqual(error("unknown time zone utc"));
  });
});

describe("getters of a duration", () => {
  it.each([
    ["getHours", 3_750_000_000_000n, 1n],
    ["getMinutes", 3_750_000_000_000n, 62n],
    ["getSeconds", 3_750_500_000_000n, 3750n],
    ["getMilliseconds", 3_750_500_000_000n, 3_750_500n],
    ["getHours", -5_400_000_000_000n, -1n],
    ["getSeconds", -1_500_000_000n, -1n],
    ["getMilliseconds", 999_999n, 0n],
  ])("%s of %s ns", (name, nanos, value) => expect(get(name, new Duration(nanos))).toBe(value));

  it("are not all of them", () => {
    expect(get("getDate", new Duration(0n))).toEqual(error("no such overload: getDate(google.protobuf.Duration)"));
    expect(get("getHours", new Duration(0n), "UTC")).toEqual(
      error("no such overload: getHours(google.protobuf.Duration, string)"),
    );
  });
});
