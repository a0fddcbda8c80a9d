import { daysFromCivil, SECONDS_PER_DAY } from "../value/calendar.js";
import { CelError } from "../value/error.js";
import { goQuote } from "../value/go-quote.js";
import { MAX_INT, MIN_INT } from "../value/uint.js";
import { unlistedTimeZones } from "./time-zone-names.js";

/** A time zone: seconds east of UTC at an instant, given in seconds since the Unix epoch. */
export type TimeZone = (seconds: number) => number;

/**
 * The zone that a getter's argument names (cel.md section 6.1): an exact IANA name, `""` and `UTC`, `Local` for the machine's
 * zone, or, with a colon, hours and minutes. Fails with `unknown time zone X`, `time: invalid location name` or
 * `strconv.Atoi: parsing "X": invalid syntax`.
 */
export function timeZone(name: string): TimeZone | CelError {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const zone = name.includes(":") ? offsetZone(name) : namedZone(name);
  if (zone instanceof CelError) return zone;
  // Names may come from attributes; a formatter takes tens of kilobytes.
  if (cache.size >= MAX_CACHED_ZONES) cache.clear();
  cache.set(name, zone);
  return zone;
}

const MAX_CACHED_ZONES = 64;
const cache = new Map<string, TimeZone>();

const utc: TimeZone = () => 0;

function namedZone(name: string): TimeZone | CelError {
  if (name === "" || name === "UTC") return utc;
  if (name === "Local") return calendarZone(undefined) ?? utc;
  if (name.includes("..") || name.startsWith("/") || name.startsWith("\\")) return INVALID_LOCATION;
  return isZoneName(name) ? (calendarZone(name) ?? unknownZone(name)) : unknownZone(name);
}

const INVALID_LOCATION = new CelError("time: invalid location name");
const unknownZone = (name: string) => new CelError(`unknown time zone ${name}`);

let zoneNames: ReadonlySet<string> | undefined;

/** Whether the time zone database has this very name. `Intl` itself takes any case, and abbreviations that are no names. */
function isZoneName(name: string): boolean {
  zoneNames ??= new Set([
    ...Intl.supportedValuesOf("timeZone"),
    ...Object.entries(unlistedTimeZones).flatMap(([folder, names]) =>
      names.split(" ").map((last) => (folder === "" ? last : `${folder}/${last}`)),
    ),
  ]);
  return zoneNames.has(name);
}

/**
 * A zone of the runtime's own time zone data. The offset is read off the local date and time, seconds included, because before
 * standard time places kept their mean solar time. `undefined` when the runtime lacks the zone.
 */
function calendarZone(name: string | undefined): TimeZone | undefined {
  const format = localTimeFormat(name);
  if (format === undefined) return undefined;
  const offsetAt = (seconds: number) => localSeconds(format.formatToParts(seconds * 1000)) - seconds;
  // Formatting takes microseconds, and most questions are about now: the window last asked about is remembered. No zone changes
  // its offset and changes it back within hours, so that equal ends speak for all between them.
  let start = Number.NaN;
  let offset = 0;
  return (seconds) => {
    const window = Math.floor(seconds / WINDOW) * WINDOW;
    if (window === start) return offset;
    const first = offsetAt(window);
    if (first !== offsetAt(window + WINDOW)) return offsetAt(seconds);
    start = window;
    offset = first;
    return offset;
  };
}

/** Six hours. */
const WINDOW = 21600;

function localTimeFormat(timeZone: string | undefined): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    return undefined;
  }
}

/** A local date and time as if it were UTC, in seconds since the Unix epoch. */
function localSeconds(parts: readonly Intl.DateTimeFormatPart[]): number {
  const read: Record<string, number> = {};
  let isBeforeChrist = false;
  for (const { type, value } of parts) {
    if (type === "era") isBeforeChrist = value.startsWith("B");
    else read[type] = Number(value);
  }
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = read;
  const days = daysFromCivil(isBeforeChrist ? 1 - year : year, month, day);
  return days * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second;
}

/** Hours and minutes without a check of their range; both count backwards from a leading minus, unless they have their own. */
function offsetZone(name: string): TimeZone | CelError {
  const colon = name.indexOf(":");
  const hours = integer(name.slice(0, colon));
  if (hours instanceof CelError) return hours;
  const minutes = integer(name.slice(colon + 1));
  if (minutes instanceof CelError) return minutes;
  const offset = hours * 60n + (name.startsWith("-") ? -minutes : minutes);
  // The reference holds the offset in 64 bits of nanoseconds, where an absurd one wraps around.
  const seconds = Number(BigInt.asIntN(64, offset * 60_000_000_000n) / 1_000_000_000n);
  return () => seconds;
}

/** A 64-bit integer as Go's `Atoi` reads it. */
function integer(text: string): bigint | CelError {
  const digits = /^[+-]?0*([0-9]{1,19})$/.exec(text)?.[1];
  const value = digits === undefined ? undefined : BigInt(digits) * (text.startsWith("-") ? -1n : 1n);
  if (value !== undefined && value <= MAX_INT && value >= MIN_INT) return value;
  const reason = /^[+-]?[0-9]+$/.test(text) ? "value out of range" : "invalid syntax";
  return new CelError(`strconv.Atoi: parsing ${goQuote(text)}: ${reason}`);
}
