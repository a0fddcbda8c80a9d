import { daysFromCivil, daysInMonth, SECONDS_PER_DAY } from "./calendar.js";
import { CelError, TIMESTAMP_OVERFLOW } from "./error.js";
import { goQuote } from "./go-quote.js";
import { MAX_SECONDS, MIN_SECONDS, Timestamp } from "./timestamp.js";

const NOT_A_TIMESTAMP = new CelError("type conversion error from 'string' to 'google.protobuf.Timestamp'");

/**
 * Reads a timestamp in RFC 3339 (cel.md section 4.9). Fails with `invalid RFC 3339 timestamp "..."` when the text has another
 * shape, with a conversion error for a lower-case `t` or `z`, second 60 or a day that the month lacks, and with
 * `timestamp overflow` outside the years 1 to 9999. By hand and without regular expressions: conditions on dates spend most of
 * their time here.
 */
export function parseTimestamp(text: string): Timestamp | CelError {
  const length = text.length;
  if (length < 20 || text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return malformed(text);
  if (text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON) return malformed(text);
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  // A pair that is not of digits is NaN, and fails every comparison.
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return malformed(text);
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return malformed(text);
  const separator = text.charCodeAt(10);
  if ((separator | LOWER) !== LOWER_T) return malformed(text);

  let position = 19;
  let nanos = 0;
  if (text.charCodeAt(position) === POINT) {
    position += 1;
    const start = position;
    let place = 100_000_000;
    for (; position < length; position += 1) {
      const digit = text.charCodeAt(position) - ZERO;
      if (!(digit >= 0 && digit <= 9)) break;
      nanos += digit * place;
      // Beyond nanoseconds, digits are dropped.
      place = place === 1 ? 0 : place / 10;
    }
    if (position === start) return malformed(text);
  }

  const zone = text.charCodeAt(position);
  let offset = 0;
  if ((zone | LOWER) === LOWER_Z) {
    if (position + 1 !== length) return malformed(text);
  } else {
    if (zone !== PLUS && zone !== DASH) return malformed(text);
    if (position + 6 !== length || text.charCodeAt(position + 3) !== COLON) return malformed(text);
    const hours = twoDigits(text, position + 1);
    const minutes = twoDigits(text, position + 4);
    if (!(hours <= 23 && minutes <= 59)) return malformed(text);
    const east = hours * 60 + minutes;
    offset = zone === PLUS ? east : 0 - east;
  }

  if (separator !== UPPER_T || zone === LOWER_Z || second === 60) return NOT_A_TIMESTAMP;
  if (day > 28 && day > daysInMonth(year, month)) return NOT_A_TIMESTAMP;
  const time = hour * 3600 + minute * 60 + second;
  const seconds = daysFromCivil(year, month, day) * SECONDS_PER_DAY + time - offset * 60;
  if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) return TIMESTAMP_OVERFLOW;
  return new Timestamp(seconds, nanos, offset);
}

const ZERO = 0x30;
const DASH = 0x2d;
const PLUS = 0x2b;
const COLON = 0x3a;
const POINT = 0x2e;
const LOWER = 0x20;
const UPPER_T = 0x54;
const LOWER_T = 0x74;
const LOWER_Z = 0x7a;

const malformed = (text: string) => new CelError(`invalid RFC 3339 timestamp ${goQuote(text)}`);

/** The number in two digits, NaN when one is not a digit. */
function twoDigits(text: string, position: number): number {
  const tens = text.charCodeAt(position) - ZERO;
  const ones = text.charCodeAt(position + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
