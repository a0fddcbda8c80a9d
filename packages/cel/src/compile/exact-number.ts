import type { CelValue } from "../value/value.js";

/** Beyond this, integers and doubles no longer stand one for one. */
const LARGEST = 9007199254740992n;

/** A number in the source as the double it compares with other doubles as, where that is exact. */
export function exactNumber(value: CelValue | undefined): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  return typeof value === "bigint" && value >= -LARGEST && value <= LARGEST ? Number(value) : undefined;
}
