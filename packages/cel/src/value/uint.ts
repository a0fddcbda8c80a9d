/** An unsigned 64-bit integer; a class of its own, because a `bigint` is an int. */
export class Uint {
  constructor(readonly value: bigint) {}
}
export const MAX_UINT = 18446744073709551615n;
export const MAX_INT = 9223372036854775807n;
export const MIN_INT = -9223372036854775808n;
