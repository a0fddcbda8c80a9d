import { DURATION, TIMESTAMP } from "../check/types.js";
import { Duration } from "../value/duration.js";
import { CelError, NO_SUCH_OVERLOAD } from "../value/error.js";
import { Timestamp } from "../value/timestamp.js";
import { MAX_INT, MIN_INT } from "../value/uint.js";
import type { CelResult, CelValue } from "../value/value.js";
import { type FunctionDeclaration, globalFunction, method, overload } from "./define.js";

const UNBOUND = new CelError("now() needs an instant to be bound");

/** `now() - t`, as far as a duration reaches (cel.md section 6.9). */
export function timeSince(now: Timestamp | undefined, since: CelValue): CelResult {
  if (!(since instanceof Timestamp)) return NO_SUCH_OVERLOAD;
  if (now === undefined) return UNBOUND;
  const nanos = BigInt(now.seconds - since.seconds) * 1_000_000_000n + BigInt(now.nanos - since.nanos);
  return new Duration(nanos > MAX_INT ? MAX_INT : nanos < MIN_INT ? MIN_INT : nanos);
}

/** Functions of the instant of evaluation: declared here, evaluated by the compilers, which know the bindings. */
export const contextual: readonly FunctionDeclaration[] = [
  globalFunction("now", [overload([], TIMESTAMP, () => UNBOUND)]),
  globalFunction("timeSince", [overload([TIMESTAMP], DURATION, () => UNBOUND)]),
  method("timeSince", [overload([TIMESTAMP], DURATION, () => UNBOUND)]),
];
