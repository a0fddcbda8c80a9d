import { Duration } from "./duration.js";
import { type CelError, INTEGER_OVERFLOW, TIMESTAMP_OVERFLOW } from "./error.js";
import { MAX_SECONDS, MIN_SECONDS, Timestamp } from "./timestamp.js";
import { MAX_INT, MIN_INT } from "./uint.js";

const NANOS_PER_SECOND = 1_000_000_000n;

/** A duration of so many nanoseconds, or `integer overflow` beyond 64 bits. */
export const checkedDuration = (nanos: bigint): Duration | CelError =>
  nanos > MAX_INT || nanos < MIN_INT ? INTEGER_OVERFLOW : new Duration(nanos);

/** The timestamp moved by nanoseconds; it keeps its offset. `timestamp overflow` outside the years 1 to 9999. */
export function shift(t: Timestamp, by: bigint): Timestamp | CelError {
  let seconds = t.seconds + Number(by / NANOS_PER_SECOND);
  let nanos = t.nanos + Number(by % NANOS_PER_SECOND);
  if (nanos < 0) {
    nanos += 1e9;
    seconds -= 1;
  } else if (nanos >= 1e9) {
    nanos -= 1e9;
    seconds += 1;
  }
  return seconds < MIN_SECONDS || seconds > MAX_SECONDS ? TIMESTAMP_OVERFLOW : new Timestamp(seconds, nanos, t.offset);
}

/** `to - from`, or `integer overflow`, as the reference tells it: the whole seconds must fit by themselves (section 4.7). */
export function timeBetween(from: Timestamp, to: Timestamp): Duration | CelError {
  const whole = checkedDuration(BigInt(to.seconds - from.seconds) * NANOS_PER_SECOND);
  return whole instanceof Duration ? checkedDuration(whole.nanos + BigInt(to.nanos - from.nanos)) : whole;
}
