import { Duration } from "./duration.js";
import { type CelError, NO_SUCH_OVERLOAD } from "./error.js";
import { Hierarchy } from "./hierarchy.js";
import { SpiffeId, SpiffeMatcher, SpiffeTrustDomain } from "./spiffe.js";
import { Timestamp } from "./timestamp.js";
import type { CelValue } from "./value.js";

/**
 * The error of an operator whose first operand has a kind that it does not support: `named`, such as `no such overload: _+_`,
 * or no more than `no such overload` for the kinds that the reference dispatches differently (cel.md section 5.2).
 */
export function unsupported(operand: CelValue, named: CelError): CelError {
  return typeof operand === "string" ||
    operand instanceof Timestamp ||
    operand instanceof Duration ||
    operand instanceof Hierarchy ||
    operand instanceof SpiffeId ||
    operand instanceof SpiffeTrustDomain ||
    operand instanceof SpiffeMatcher
    ? NO_SUCH_OVERLOAD
    : named;
}
