/** An instant with nanoseconds, and the UTC offset it was written with, which only its text shows. */
export class Timestamp {
  constructor(
    /** Seconds since the Unix epoch, floored; year 1 to 9999. */
    readonly seconds: number,
    /** 0 to 999999999. */
    readonly nanos: number,
    /** Minutes east of UTC. */
    readonly offset = 0,
  ) {}
}

export const MIN_SECONDS = -62135596800;
export const MAX_SECONDS = 253402300799;
