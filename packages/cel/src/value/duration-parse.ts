import { Duration } from "./duration.js";
import { CelError } from "./error.js";

const NOT_A_DURATION = new CelError("type conversion error from 'string' to 'google.protobuf.Duration'");

const units: ReadonlyMap<string, bigint> = new Map([
  ["ns", 1n],
  ["us", 1_000n],
  ["\u00b5s", 1_000n],
  ["\u03bcs", 1_000n],
  ["ms", 1_000_000n],
  ["s", 1_000_000_000n],
  ["m", 60_000_000_000n],
  ["h", 3_600_000_000_000n],
]);

const LIMIT = 2n ** 63n;
const TENTH_OF_LIMIT = LIMIT / 10n;

/**
 * Reads a duration such as `1h30m`, `-1.5s` or `0` as Go does (cel.md section 4.9): a sign, then numbers with units. Digits below
 * a nanosecond are dropped; anything else, and more than 2^63 ns (less one when positive), is a conversion error.
 */
export function parseDuration(text: string): Duration | CelError {
  const negative = text.startsWith("-");
  let position = negative || text.startsWith("+") ? 1 : 0;
  if (position === text.length) return NOT_A_DURATION;
  if (position === text.length - 1 && text[position] === "0") return new Duration(0n);
  let total = 0n;
  while (position < text.length) {
    const whole = digitsEnd(text, position);
    const hasPoint = text[whole] === ".";
    const number = hasPoint ? digitsEnd(text, whole + 1) : whole;
    const hasDigits = whole > position || number > whole + 1;
    const end = unitEnd(text, number);
    const unit = units.get(text.slice(number, end));
    if (!hasDigits || unit === undefined) return NOT_A_DURATION;
    const count = integerPart(text, position, whole);
    if (count === undefined || count > LIMIT / unit) return NOT_A_DURATION;
    total += count * unit + (hasPoint ? fractionPart(text, whole + 1, number, unit) : 0n);
    if (total > LIMIT) return NOT_A_DURATION;
    position = end;
  }
  if (negative) return new Duration(-total);
  return total === LIMIT ? NOT_A_DURATION : new Duration(total);
}

function integerPart(text: string, start: number, end: number): bigint | undefined {
  let value = 0n;
  for (let index = start; index < end; index += 1) {
    if (value > TENTH_OF_LIMIT) return undefined;
    value = value * 10n + BigInt(text.charCodeAt(index) - 0x30);
  }
  return value > LIMIT ? undefined : value;
}

/** In floating point, as the reference does it, so that the last digits of long fractions agree. */
function fractionPart(text: string, start: number, end: number, unit: bigint): bigint {
  let value = 0n;
  let scale = 1;
  for (let index = start; index < end && value <= TENTH_OF_LIMIT; index += 1) {
    const next = value * 10n + BigInt(text.charCodeAt(index) - 0x30);
    if (next > LIMIT) break;
    value = next;
    scale *= 10;
  }
  return BigInt(Math.trunc(Number(value) * (Number(unit) / scale)));
}

function digitsEnd(text: string, start: number): number {
  let end = start;
  while (isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

function unitEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && text[end] !== "." && !isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

const isDigit = (unit: number) => unit >= 0x30 && unit <= 0x39;
