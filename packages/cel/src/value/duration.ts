/** A span of time in nanoseconds, a signed 64-bit number. */
export class Duration {
  constructor(readonly nanos: bigint) {}
}
