import { civilTime } from "./calendar.js";
import type { Duration } from "./duration.js";
import type { Timestamp } from "./timestamp.js";

/** The timestamp as RFC 3339 with the offset it remembers, as `string(timestamp)` and outputs show it (cel.md section 4.9). */
export function timestampText(t: Timestamp): string {
  return textAt(t, t.offset);
}

/** The timestamp as RFC 3339 in UTC, as `%s` shows it (cel.md section 6.4). */
export function timestampUtcText(t: Timestamp): string {
  return textAt(t, 0);
}

/**
 * The duration in seconds, as `string(duration)` shows it (cel.md section 4.9): a float64 in its shortest plain digits, so that
 * nanoseconds of a long duration are rounded as the reference rounds them.
 */
export function durationText(d: Duration): string {
  const whole = d.nanos / NANOS_PER_SECOND;
  const rest = Number(d.nanos % NANOS_PER_SECOND);
  // Below a microsecond JavaScript would write an exponent.
  if (whole === 0n && rest !== 0 && Math.abs(rest) < 1000) return `${rest < 0 ? "-" : ""}0${fraction(Math.abs(rest))}s`;
  return `${Number(whole) + rest / 1e9}s`;
}

const NANOS_PER_SECOND = 1_000_000_000n;

function textAt(t: Timestamp, offset: number): string {
  const { year, month, day, hour, minute, second } = civilTime(t.seconds + offset * 60);
  const date = `${String(year).padStart(4, "0")}-${twoDigits(month)}-${twoDigits(day)}`;
  return `${date}T${twoDigits(hour)}:${twoDigits(minute)}:${twoDigits(second)}${fraction(t.nanos)}${zone(offset)}`;
}

function zone(offset: number): string {
  if (offset === 0) return "Z";
  const minutes = Math.abs(offset);
  return `${offset < 0 ? "-" : "+"}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

/** A point and the digits of a part of a second without trailing zeros; nothing for none. */
const fraction = (nanos: number) => (nanos === 0 ? "" : `.${String(nanos).padStart(9, "0").replace(/0+$/, "")}`);

const twoDigits = (value: number) => (value < 10 ? `0${value}` : String(value));
