import { isEqual } from "../value/equality.js";
import { SpiffeId, SpiffeTrustDomain } from "../value/spiffe.js";
import { Uint } from "../value/uint.js";
import type { CelValue } from "../value/value.js";

/**
 * Values that can be asked for an equal one (cel.md section 4.2: 1, 1.0 and 1u are equal, NaN equals nothing). Scalars are
 * found at once; lists, maps and the like are compared one by one, which `comparisons` counts.
 */
export class Membership {
  comparisons = 0;
  /** Strings, booleans, null; ints and uints by their number. */
  readonly #scalars = new Set<unknown>();
  /** Doubles, and the ints as the doubles they are compared as. */
  readonly #doubles = new Set<number>();
  readonly #intsAsDoubles = new Set<number>();
  readonly #others: CelValue[] = [];

  constructor(values: readonly CelValue[] = []) {
    for (const value of values) this.add(value);
  }

  add(value: CelValue): void {
    if (typeof value === "number") this.#doubles.add(value);
    else if (typeof value === "bigint") this.#addInt(value);
    else if (value instanceof Uint) this.#addInt(value.value);
    else if (isScalar(value)) this.#scalars.add(value);
    else this.#others.push(value);
  }

  /** Whether a value is equal to one of these; the value is the left side of `==`. */
  has(value: CelValue): boolean {
    if (typeof value === "number")
      return !Number.isNaN(value) && (this.#doubles.has(value) || this.#intsAsDoubles.has(value));
    if (typeof value === "bigint") return this.#hasInt(value);
    if (value instanceof Uint) return this.#hasInt(value.value);
    if (isScalar(value)) return this.#scalars.has(value);
    return this.#isAmong(this.#others, value) || (equalsTexts(value) && this.#isAmong(this.#scalars, value));
  }

  #addInt(value: bigint): void {
    this.#scalars.add(value);
    this.#intsAsDoubles.add(Number(value));
  }

  #hasInt(value: bigint): boolean {
    return this.#scalars.has(value) || this.#doubles.has(Number(value));
  }

  #isAmong(others: Iterable<unknown>, value: CelValue): boolean {
    for (const other of others) {
      this.comparisons += 1;
      if (isEqual(value, other as CelValue)) return true;
    }
    return false;
  }
}

/** Beyond this many comparisons one by one, a function gives up with an error rather than block the process for seconds. */
export const MAX_COMPARISONS = 4_000_000;

const isScalar = (value: CelValue) => typeof value === "string" || typeof value === "boolean" || value === null;

/** On the left of `==`, a SPIFFE value is compared with what a string on the right would be. */
const equalsTexts = (value: CelValue) => value instanceof SpiffeId || value instanceof SpiffeTrustDomain;
