import { describe, expect, it } from "vitest";
import { CelError } from "./error.js";
import { timestampText } from "./time-text.js";
import { Timestamp } from "./timestamp.js";
import { parseTimestamp } from "./timestamp-parse.js";

const shown = (text: string) => {
  const result = parseTimestamp(text);
  return result instanceof CelError ? result.message : timestampText(result);
};

describe("parseTimestamp", () => {
  it.each([
    ["2024-01-01T00:00:00Z", new Timestamp(1704067200, 0, 0)],
    ["2024-01-01T05:30:00.120+05:30", new Timestamp(1704067200, 120_000_000, 330)],
    ["2024-02-29T23:59:59.123456789Z", new Timestamp(1709251199, 123_456_789, 0)],
    ["1969-12-31T23:59:59.5Z", new Timestamp(-1, 500_000_000, 0)],
    ["2024-01-01T00:00:00.12345678999999999999Z", new Timestamp(1704067200, 123_456_789, 0)],
    ["2024-01-01T00:00:00-00:00", new Timestamp(1704067200, 0, 0)],
    ["0001-01-01T00:00:00Z", new Timestamp(-62135596800, 0, 0)],
    ["0000-12-31T23:00:00-01:00", new Timestamp(-62135596800, 0, -60)],
    ["9999-12-31T23:59:59Z", new Timestamp(253402300799, 0, 0)],
    ["2024-06-01T00:00:00+23:59", new Timestamp(1717113660, 0, 1439)],
  ])("reads %s", (text, timestamp) => expect(parseTimestamp(text)).toStrictEqual(timestamp));

  it.each([
    "",
    "nope",
    "2024-01-01",
    "2024-01-01T00:00Z",
    "2024-01-01T00:00:00",
    "2024-01-01 00:00:00Z",
    "2024-01-01T00:00:00.Z",
    "2024-01-01T00:00:00,5Z",
    "2024-1-01T00:00:00.0Z",
    "2024-01-01T0:00:00.00Z",
    "2024-00-01T00:00:00Z",
    "2024-13-01T00:00:00Z",
    "2024-01-00T00:00:00Z",
    "2024-01-32T00:00:00Z",
    "2024-01-01T24:00:00Z",
    "2024-01-01T00:60:00Z",
    "2024-01-01T00:00:61Z",
    "2024-01-01T00:00:00+24:00",
    "2024-01-01T00:00:00+05:60",
    "2024-01-01T00:00:00+0530",
    "2024-01-01T00:00:00+05",
    "2024-01-01T00:00:00Zx",
    "2024-01-01T00:00:00Z ",
    " 2024-01-01T00:00:00Z",
    "+024-01-01T00:00:00Z",
    "-001-01-01T00:00:00Z",
    "10000-01-01T00:00:00Z",
    "2024-01-01T00:00:0\uff10Z",
    "2024/01/01T00:00:00Z",
    "2024-01-01T00-00-00Z",
    "2024-01-01T00:00:00+05-30",
    "2024-02-30T00:00:00+24:00",
  ])("refuses the shape of %o", (text) => expect(shown(text)).toBe(`invalid RFC 3339 timestamp "${text}"`));

  it("quotes what it refuses", () => {
    expect(shown('a"\n\u200b\u{1f600}')).toBe('invalid RFC 3339 timestamp "a\\"\\n\\u200b\u{1f600}"');
  });

  it.each([
    "2024-01-01t00:00:00Z",
    "2024-01-01T00:00:00z",
    "2024-12-31T23:59:60Z",
    "2023-02-29T00:00:00Z",
    "2024-04-31T00:00:00Z",
    "0000-02-30T00:00:00Z",
  ])("cannot convert %s", (text) =>
    expect(shown(text)).toBe("type conversion error from 'string' to 'google.protobuf.Timestamp'"),
  );

  it.each(["0000-12-31T23:59:59Z", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-00:01"])("%s overflows", (text) =>
    expect(shown(text)).toBe("timestamp overflow"),
  );

  it("agrees with Date on every day", () => {
    for (let day = -719162; day <= 2932896; day += 53) {
      const date = new Date(day * 86400000 + 45296000);
      expect(parseTimestamp(`${date.toISOString().slice(0, 19)}Z`)).toStrictEqual(
        new Timestamp(date.getTime() / 1000, 0, 0),
      );
    }
  });
});
