import { CelError } from "../value/error.js";

/** Elements that the macros of one evaluation may run over, all together; five nested loops over a thousand would be 10^15. */
export const MAX_WORK = 10_000_000;

const EXCEEDED = new CelError(`comprehensions exceed the limit of ${MAX_WORK} elements`);

/**
 * What is left for the present evaluation. One number for all, because evaluations are synchronous and never inside each other:
 * carrying it along would cost every evaluation something.
 */
let left = MAX_WORK;

export function renewWork(): void {
  left = MAX_WORK;
}

/** Takes a loop's elements from what is left; an error when that is not enough. */
export function spend(elements: number): CelError | undefined {
  left -= elements;
  return left < 0 ? EXCEEDED : undefined;
}
