import { describe, expect, it } from "vitest";
import { Duration } from "./duration.js";
import { durationText, timestampText, timestampUtcText } from "./time-text.js";
import { Timestamp } from "./timestamp.js";

describe("timestamps as text", () => {
  it.each([
    [new Timestamp(0, 0), "1970-01-01T00:00:00Z"],
    [new Timestamp(-1, 500_000_000), "1969-12-31T23:59:59.5Z"],
    [new Timestamp(1704067200, 120_000_000), "2024-01-01T00:00:00.12Z"],
    [new Timestamp(1704067200, 1), "2024-01-01T00:00:00.000000001Z"],
    [new Timestamp(1704067200, 0, 330), "2024-01-01T05:30:00+05:30"],
    [new Timestamp(1704067200, 0, -359), "2023-12-31T18:01:00-05:59"],
    [new Timestamp(-62135596800, 0), "0001-01-01T00:00:00Z"],
    [new Timestamp(-62135596800, 0, -300), "0000-12-31T19:00:00-05:00"],
    [new Timestamp(253402300799, 999_999_999, 60), "10000-01-01T00:59:59.999999999+01:00"],
  ])("%o keeps its offset", (timestamp, text) => expect(timestampText(timestamp)).toBe(text));

  it("show UTC where the offset does not count", () => {
    expect(timestampUtcText(new Timestamp(1704067200, 5e8, 330))).toBe("2024-01-01T00:00:00.5Z");
  });
});

describe("durations as text", () => {
  it.each([
    [0n, "0s"],
    [1n, "0.000000001s"],
    [-1n, "-0.000000001s"],
    [120n, "0.00000012s"],
    [1_000n, "0.000001s"],
    [1_500_000_000n, "1.5s"],
    [-1_500_000_000n, "-1.5s"],
    [100_000_000n, "0.1s"],
    [5_400_000_000_000n, "5400s"],
    [10_000_000_000_000_001n, "10000000.000000002s"],
    [9_223_372_036_854_775_807n, "9223372036.854776s"],
    [-9_223_372_036_854_775_808n, "-9223372036.854776s"],
  ])("%s ns is %s", (nanos, text) => expect(durationText(new Duration(nanos))).toBe(text));
});
