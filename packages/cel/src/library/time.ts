import { DURATION, INT, STRING, TIMESTAMP } from "../check/types.js";
import { civilTime, daysFromCivil, SECONDS_PER_DAY } from "../value/calendar.js";
import type { Duration } from "../value/duration.js";
import { CelError } from "../value/error.js";
import type { Timestamp } from "../value/timestamp.js";
import { type FunctionDeclaration, method, type Overload, overload } from "./define.js";
import { timeZone } from "./time-zone.js";

/** The getters of timestamps, with an optional zone (see `timeZone` for its errors), and of durations (cel.md section 6.1). */
export const time: readonly FunctionDeclaration[] = [
  method(
    "getFullYear",
    timestampGetter((local) => civilTime(local).year),
  ),
  method(
    "getMonth",
    timestampGetter((local) => civilTime(local).month - 1),
  ),
  method(
    "getDate",
    timestampGetter((local) => civilTime(local).day),
  ),
  method(
    "getDayOfMonth",
    timestampGetter((local) => civilTime(local).day - 1),
  ),
  method("getDayOfWeek", timestampGetter(dayOfWeek)),
  method("getDayOfYear", timestampGetter(dayOfYear)),
  method("getHours", [...timestampGetter((local) => civilTime(local).hour), durationGetter(3_600_000_000_000n)]),
  method("getMinutes", [...timestampGetter((local) => civilTime(local).minute), durationGetter(60_000_000_000n)]),
  method("getSeconds", [...timestampGetter((local) => civilTime(local).second), durationGetter(1_000_000_000n)]),
  method("getMilliseconds", [
    ...timestampGetter((_local, nanos) => Math.floor(nanos / 1_000_000)),
    durationGetter(1_000_000n),
  ]),
];

/** Both overloads of a getter that reads local time: seconds since 1970-01-01T00:00:00 there, and nanoseconds. */
function timestampGetter(read: (local: number, nanos: number) => number): Overload[] {
  const inUtc = ({ seconds, nanos }: Timestamp) => BigInt(read(seconds, nanos));
  const inZone = ({ seconds, nanos }: Timestamp, name: string) => {
    const zone = timeZone(name);
    return zone instanceof CelError ? zone : BigInt(read(seconds + zone(seconds), nanos));
  };
  return [overload([TIMESTAMP], INT, inUtc), overload([TIMESTAMP, STRING], INT, inZone)];
}

/** The whole duration in a unit, cut towards zero. */
function durationGetter(unit: bigint): Overload {
  return overload([DURATION], INT, (duration: Duration) => duration.nanos / unit);
}

/** 0 is Sunday; the Unix epoch was a Thursday. */
function dayOfWeek(local: number): number {
  return (((Math.floor(local / SECONDS_PER_DAY) + 4) % 7) + 7) % 7;
}

/** 0 is the first of January. */
function dayOfYear(local: number): number {
  return Math.floor(local / SECONDS_PER_DAY) - daysFromCivil(civilTime(local).year, 1, 1);
}
