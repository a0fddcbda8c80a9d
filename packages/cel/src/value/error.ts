/**
 * A failed evaluation, as a value: it flows through `&&`, `||`, `?:` and the macros, which may absorb it. The message is the
 * reference's own text, such as `no such key: x`.
 */
export class CelError {
  constructor(readonly message: string) {}

  toString(): string {
    return this.message;
  }
}

export const isError = (value: unknown): value is CelError => value instanceof CelError;

/** Texts that occur everywhere; shared, so that failing allocates nothing. */
export const NO_SUCH_OVERLOAD = new CelError("no such overload");
export const DIVISION_BY_ZERO = new CelError("division by zero");
export const MODULUS_BY_ZERO = new CelError("modulus by zero");
export const INTEGER_OVERFLOW = new CelError("integer overflow");
export const UNSIGNED_OVERFLOW = new CelError("unsigned integer overflow");
export const TIMESTAMP_OVERFLOW = new CelError("timestamp overflow");
export const NONE_DEREFERENCED = new CelError("optional.none() dereference");
