import {
  BOOL,
  BYTES,
  type CelType,
  CIDR,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  IP,
  param,
  STRING,
  TIMESTAMP,
  typeOf,
  UINT,
} from "../check/types.js";
import { parseDouble } from "../value/double-parse.js";
import type { Duration } from "../value/duration.js";
import { parseDuration } from "../value/duration-parse.js";
import { CelError, INTEGER_OVERFLOW, TIMESTAMP_OVERFLOW, UNSIGNED_OVERFLOW } from "../value/error.js";
import { kindOf } from "../value/kind.js";
import { cidrText, ipText } from "../value/network-text.js";
import { doubleText } from "../value/number-text.js";
import { durationText, timestampText } from "../value/time-text.js";
import { MAX_SECONDS, MIN_SECONDS, Timestamp } from "../value/timestamp.js";
import { parseTimestamp } from "../value/timestamp-parse.js";
import { TypeValue } from "../value/type-value.js";
import { MAX_INT, MAX_UINT, MIN_INT, Uint } from "../value/uint.js";
import type { CelValue } from "../value/value.js";
import { type FunctionDeclaration, globalFunction, overload } from "./define.js";

const A = param("A");

const same = (value: CelValue) => value;

/** A conversion that gives back its own kind unchanged. */
const itself = (type: CelType) => overload([type], type, same);

/** `bool bytes double duration int string timestamp uint dyn type` (cel.md sections 4.8 and 4.9). */
export const conversions: readonly FunctionDeclaration[] = [
  globalFunction("bool", [itself(BOOL), overload([STRING], BOOL, parseBool)]),
  globalFunction("bytes", [itself(BYTES), overload([STRING], BYTES, (text: string) => encoder.encode(text))]),
  globalFunction("double", [
    itself(DOUBLE),
    overload([INT], DOUBLE, Number),
    overload([STRING], DOUBLE, (text: string) => parseDouble(text) ?? conversionError("double")),
    overload([UINT], DOUBLE, (uint: Uint) => Number(uint.value)),
  ]),
  globalFunction("duration", [itself(DURATION), overload([STRING], DURATION, parseDuration)]),
  globalFunction("int", [
    itself(INT),
    overload([DOUBLE], INT, doubleToInt),
    overload([DURATION], INT, (duration: Duration) => duration.nanos),
    overload([STRING], INT, parseInt64),
    overload([TIMESTAMP], INT, (timestamp: Timestamp) => BigInt(timestamp.seconds)),
    overload([UINT], INT, (uint: Uint) => (uint.value > MAX_INT ? INTEGER_OVERFLOW : uint.value)),
  ]),
  globalFunction("string", [
    itself(STRING),
    overload([BOOL], STRING, String),
    overload([BYTES], STRING, bytesText),
    overload([DOUBLE], STRING, doubleText),
    overload([DURATION], STRING, durationText),
    overload([INT], STRING, String),
    overload([TIMESTAMP], STRING, timestampText),
    overload([UINT], STRING, (uint: Uint) => String(uint.value)),
    overload([IP], STRING, ipText),
    overload([CIDR], STRING, cidrText),
  ]),
  globalFunction("timestamp", [
    itself(TIMESTAMP),
    overload([INT], TIMESTAMP, timestampOfSeconds),
    overload([STRING], TIMESTAMP, parseTimestamp),
  ]),
  globalFunction("uint", [
    itself(UINT),
    overload([DOUBLE], UINT, doubleToUint),
    overload([INT], UINT, (int: bigint) => (int < 0n ? UNSIGNED_OVERFLOW : new Uint(int))),
    overload([STRING], UINT, parseUint64),
  ]),
  globalFunction("dyn", [overload([A], DYN, same)]),
  globalFunction("type", [overload([A], typeOf(A), (value: CelValue) => new TypeValue(kindOf(value)))]),
];

const conversionError = (to: string) => new CelError(`type conversion error from 'string' to '${to}'`);

const truths: ReadonlyMap<string, boolean> = new Map([
  ...["1", "t", "T", "true", "True", "TRUE"].map((text) => [text, true] as const),
  ...["0", "f", "F", "false", "False", "FALSE"].map((text) => [text, false] as const),
]);

function parseBool(text: string): boolean | CelError {
  return truths.get(text) ?? conversionError("bool");
}

function parseInt64(text: string): bigint | CelError {
  const digits = /^[+-]?0*([0-9]{1,19})$/.exec(text)?.[1];
  if (digits === undefined) return conversionError("int");
  const value = text.startsWith("-") ? -BigInt(digits) : BigInt(digits);
  return value > MAX_INT || value < MIN_INT ? conversionError("int") : value;
}

function parseUint64(text: string): Uint | CelError {
  const digits = /^0*([0-9]{1,20})$/.exec(text)?.[1];
  const value = digits === undefined ? undefined : BigInt(digits);
  return value === undefined || value > MAX_UINT ? conversionError("uint") : new Uint(value);
}

/** -2^63 fits and is refused all the same: the reference's bounds are strict. */
function doubleToInt(value: number): bigint | CelError {
  return Math.abs(value) < 2 ** 63 ? BigInt(Math.trunc(value)) : INTEGER_OVERFLOW;
}

function doubleToUint(value: number): Uint | CelError {
  return value >= 0 && value < 2 ** 64 ? new Uint(BigInt(Math.trunc(value))) : UNSIGNED_OVERFLOW;
}

function timestampOfSeconds(seconds: bigint): Timestamp | CelError {
  return seconds < MIN_SECONDS || seconds > MAX_SECONDS ? TIMESTAMP_OVERFLOW : new Timestamp(Number(seconds), 0);
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const INVALID_UTF8 = new CelError("invalid UTF-8 in bytes, cannot convert to string");

function bytesText(bytes: Uint8Array): string | CelError {
  try {
    return decoder.decode(bytes);
  } catch {
    return INVALID_UTF8;
  }
}
