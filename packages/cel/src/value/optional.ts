import type { CelValue } from "./value.js";

/** A value that may be absent: `optional.of(x)` or `optional.none()`. */
export class Optional {
  private constructor(readonly value: CelValue | undefined) {}

  static readonly none: Optional = new Optional(undefined);

  static of(value: CelValue): Optional {
    return new Optional(value);
  }

  get hasValue(): boolean {
    return this.value !== undefined;
  }
}
