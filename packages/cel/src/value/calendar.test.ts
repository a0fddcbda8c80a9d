import { describe, expect, it } from "vitest";
import { civilTime, daysFromCivil, daysInMonth, SECONDS_PER_DAY } from "./calendar.js";
import { MAX_SECONDS, MIN_SECONDS } from "./timestamp.js";

describe("the calendar", () => {
  it("agrees with Date from year 1 to 9999", () => {
    for (let seconds = MIN_SECONDS; seconds <= MAX_SECONDS; seconds += 86400 * 97 + 12345) {
      const date = new Date(seconds * 1000);
      const { year, month, day, hour, minute, second } = civilTime(seconds);
      expect([year, month, day, hour, minute, second]).toEqual([
        date.getUTCFullYear(),
        date.getUTCMonth() + 1,
        date.getUTCDate(),
        date.getUTCHours(),
        date.getUTCMinutes(),
        date.getUTCSeconds(),
      ]);
      expect(daysFromCivil(year, month, day)).toBe(Math.floor(seconds / SECONDS_PER_DAY));
    }
  });

  it("reaches one year beyond both ends, where zones lead", () => {
    expect(civilTime(MIN_SECONDS - 1)).toMatchObject({ year: 0, month: 12, day: 31, second: 59 });
    expect(civilTime(MAX_SECONDS + 1)).toMatchObject({ year: 10000, month: 1, day: 1, second: 0 });
  });

  it.each([
    [2024, 2, 29],
    [2023, 2, 28],
    [1900, 2, 28],
    [2000, 2, 29],
    [2024, 4, 30],
    [2024, 12, 31],
  ])("gives month %i-%i %i days", (year, month, days) => expect(daysInMonth(year, month)).toBe(days));
});
