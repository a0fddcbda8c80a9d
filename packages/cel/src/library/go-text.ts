import { Duration } from "../value/duration.js";
import { Hierarchy } from "../value/hierarchy.js";
import { kindOf } from "../value/kind.js";
import { isMap, mapEntries } from "../value/map.js";
import { doubleText } from "../value/number-text.js";
import { Optional } from "../value/optional.js";
import { timestampUtcText } from "../value/time-text.js";
import { Timestamp } from "../value/timestamp.js";
import { TypeValue } from "../value/type-value.js";
import { Uint } from "../value/uint.js";
import type { CelValue } from "../value/value.js";

/** A value as Go's `%v` prints it, which a few error texts do; long or deep ones are cut. */
export function goText(value: CelValue, depth = 0): string {
  if (typeof value === "string" || typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (typeof value === "number") return doubleText(value);
  if (value === null) return "0";
  if (value instanceof Uint) return String(value.value);
  if (value instanceof TypeValue) return value.name;
  if (value instanceof Uint8Array) return `[${[...value.subarray(0, MOST)].join(" ")}]`;
  if (value instanceof Hierarchy) return `[${value.parts.join(" ")}]`;
  if (value instanceof Timestamp) return timestampUtcText(value).replace("T", " ").replace("Z", " +0000 UTC");
  if (value instanceof Duration) return durationUnits(value.nanos);
  if (value instanceof Optional)
    return value.value === undefined ? "optional.none()" : `optional(${goText(value.value, depth + 1)})`;
  if (depth > DEEPEST) return "...";
  if (Array.isArray(value)) return `[${texts(value, depth).join(", ")}]`;
  if (isMap(value))
    return `{${[...mapEntries(value)]
      .slice(0, MOST)
      .map((entry) => texts(entry, depth).join(": "))
      .join(", ")}}`;
  return kindOf(value);
}

const MOST = 100;
const DEEPEST = 4;

const texts = (values: readonly CelValue[], depth: number) =>
  values.slice(0, MOST).map((value) => goText(value, depth + 1));

/** Go's `1h0m1.5s`, `2ms`, `0s`. */
function durationUnits(nanos: bigint): string {
  const sign = nanos < 0n ? "-" : "";
  const size = nanos < 0n ? -nanos : nanos;
  if (size === 0n) return "0s";
  if (size < 1000n) return `${sign}${size}ns`;
  if (size < 1_000_000n) return `${sign}${Number(size) / 1e3}µs`;
  if (size < 1_000_000_000n) return `${sign}${Number(size) / 1e6}ms`;
  const minutes = size / 60_000_000_000n;
  const rest = `${Number(size % 60_000_000_000n) / 1e9}s`;
  if (minutes === 0n) return sign + rest;
  return minutes < 60n ? `${sign}${minutes}m${rest}` : `${sign}${minutes / 60n}h${minutes % 60n}m${rest}`;
}
