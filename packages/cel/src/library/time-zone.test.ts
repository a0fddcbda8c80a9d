import { describe, expect, it } from "vitest";
import { CelError } from "../value/error.js";
import { timeZone } from "./time-zone.js";

function offset(name: string, instant: string): number | string {
  const zone = timeZone(name);
  return zone instanceof CelError ? zone.message : zone(Date.parse(instant) / 1000);
}

describe("named zones", () => {
  it.each([
    ["", "2024-01-01T00:00:00Z", 0],
    ["UTC", "2024-01-01T00:00:00Z", 0],
    ["America/Los_Angeles", "2024-03-10T09:59:59Z", -8 * 3600],
    ["America/Los_Angeles", "2024-03-10T10:00:00Z", -7 * 3600],
    ["Asia/Kathmandu", "2024-01-01T00:00:00Z", 20700],
    ["Asia/Kolkata", "2024-01-01T00:00:00Z", 19800],
    ["Asia/Calcutta", "2024-01-01T00:00:00Z", 19800],
    ["Europe/Kyiv", "2024-01-01T00:00:00Z", 7200],
    ["Europe/Kiev", "2024-01-01T00:00:00Z", 7200],
    ["Pacific/Kiritimati", "2024-01-01T00:00:00Z", 50400],
    ["US/Central", "2024-01-01T00:00:00Z", -21600],
    ["Etc/GMT+5", "2024-01-01T00:00:00Z", -18000],
    ["Etc/UTC", "2024-01-01T00:00:00Z", 0],
    ["EST", "2024-01-01T00:00:00Z", -18000],
    ["EST5EDT", "2024-07-01T00:00:00Z", -14400],
    ["CET", "2024-01-01T00:00:00Z", 3600],
    ["NZ", "2024-01-01T00:00:00Z", 46800],
    ["GB-Eire", "2024-07-01T00:00:00Z", 3600],
    ["W-SU", "2024-07-01T00:00:00Z", 10800],
    // Local mean time, before there were zones, counts seconds.
    ["America/New_York", "1883-11-18T12:00:00Z", -17762],
    ["America/New_York", "0001-01-01T00:00:00Z", -17762],
    ["Europe/London", "1847-12-01T00:01:14Z", -75],
    ["Europe/London", "1847-12-01T00:01:15Z", 0],
    ["Africa/Monrovia", "1972-01-07T00:44:29Z", -2670],
    ["Africa/Monrovia", "1972-01-07T00:44:30Z", 0],
    ["America/New_York", "9999-07-01T12:00:00Z", -14400],
  ])("%s at %s", (name, instant, seconds) => expect(offset(name, instant)).toBe(seconds));

  it.each([
    "utc",
    "america/new_york",
    "Z",
    "PST",
    "IST",
    "America",
    "America/",
    "America/Nowhere",
    "+01",
    "+0100",
    "__proto__",
    "est",
    " UTC",
  ])("does not know %o", (name) => expect(offset(name, "2024-01-01T00:00:00Z")).toBe(`unknown time zone ${name}`));

  it.each(["../etc/passwd", "a..b", "/usr/share", "\\x"])("refuses the location %o", (name) =>
    expect(offset(name, "2024-01-01T00:00:00Z")).toBe("time: invalid location name"),
  );

  it("has the machine's zone", () => {
    const now = new Date(1704067200000);
    expect(offset("Local", now.toISOString())).toBe(-60 * now.getTimezoneOffset() + 0);
  });

  it("knows every canonical name of the runtime", () => {
    for (const name of Intl.supportedValuesOf("timeZone")) expect(timeZone(name)).toBeInstanceOf(Function);
  });

  it("answers alike after many other zones", () => {
    for (let minute = 0; minute < 500; minute += 1)
      expect(offset(`00:${minute}`, "2024-01-01T00:00:00Z")).toBe(minute * 60);
    expect(offset("US/Central", "2024-01-01T00:00:00Z")).toBe(-21600);
  });
});

describe("offsets", () => {
  it.each([
    ["+05:30", 330],
    ["-01:00", -60],
    ["-01:30", -90],
    ["-00:30", -30],
    ["1:30", 90],
    ["+25:00", 1500],
    ["+00:99", 99],
    ["-01:-30", -30],
    ["+01:-30", 30],
    ["1:+5", 65],
    ["+00:60", 60],
    ["000000000000000000000000001:00", 60],
  ])("%s is %i minutes", (name, minutes) => expect(offset(name, "2024-01-01T00:00:00Z")).toBe(minutes * 60));

  it("wraps an absurd one around as 64 bits of nanoseconds do", () => {
    expect(offset("1000000:00", "2024-01-01T00:00:00Z")).toBe(3_600_000_000);
    expect(offset("10000000000:00", "2024-01-01T00:00:00Z")).toBe(
      Number(BigInt.asIntN(64, 36_000_000_000_000n * 1_000_000_000n) / 1_000_000_000n),
    );
  });

  it.each([
    ["1:", '""'],
    [":", '""'],
    [":30", '""'],
    ["a:b", '"a"'],
    ["+01:0a", '"0a"'],
    ["+01:00:00", '"00:00"'],
    ["+-1:00", '"+-1"'],
    ["+ 1:00", '"+ 1"'],
    ["1_0:00", '"1_0"'],
  ])("%s is not two numbers", (name, quoted) =>
    expect(offset(name, "2024-01-01T00:00:00Z")).toBe(`strconv.Atoi: parsing ${quoted}: invalid syntax`),
  );

  it("has 64 bits", () => {
    expect(offset("9223372036854775808:00", "2024-01-01T00:00:00Z")).toBe(
      'strconv.Atoi: parsing "9223372036854775808": value out of range',
    );
  });
});
