/**
 * The double that a text spells by Go's rules (cel.md section 4.9): decimal or hexadecimal with a binary exponent, `_` between
 * digits, `inf`, `infinity` and `nan` in any case. `undefined` when it is none, or too large; too small becomes zero.
 */
export function parseDouble(text: string): number | undefined {
  if (/^[+-]?inf(inity)?$/i.test(text))
    return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (/^nan$/i.test(text)) return Number.NaN;
  const digits = withoutSeparators(text);
  if (digits === undefined) return undefined;
  const value = hexadecimal.test(digits) ? parseHexadecimal(digits) : parseDecimal(digits);
  return value === undefined || Math.abs(value) === Number.POSITIVE_INFINITY ? undefined : value;
}

const decimal = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]+)?$/i;
const hexadecimal = /^[+-]?0x/i;
const hexadecimalParts = /^([+-]?)0x([0-9a-f]*)\.?([0-9a-f]*)p([+-]?[0-9]+)$/i;

const parseDecimal = (text: string) => (decimal.test(text) ? Number(text) : undefined);

/** The text without its underscores; `undefined` when one is not between digits or after `0x`. */
function withoutSeparators(text: string): string | undefined {
  if (!text.includes("_")) return text;
  const isHexadecimal = hexadecimal.test(text);
  const outside = isHexadecimal ? /(?:^|[^0-9a-fx])_|_(?:$|[^0-9a-f])/i : /(?:^|[^0-9])_|_(?:$|[^0-9])/;
  return outside.test(text) ? undefined : text.replaceAll("_", "");
}

function parseHexadecimal(text: string): number | undefined {
  const parts = hexadecimalParts.exec(text);
  if (parts === null) return undefined;
  const [, sign, whole = "", fraction = "", exponent] = parts;
  const digits = whole + fraction;
  if (digits === "") return undefined;
  const size = scaled(BigInt(`0x${digits}`), clamped(Number(exponent)) - 4 * fraction.length);
  return sign === "-" ? -size : size;
}

/** Far beyond any double, and small enough to reckon with. */
const clamped = (exponent: number) => Math.max(-1e9, Math.min(1e9, exponent));

/** The double nearest to `mantissa * 2^exponent`, ties to even. */
function scaled(mantissa: bigint, exponent: number): number {
  if (mantissa === 0n) return 0;
  const hex = mantissa.toString(16);
  const bits = hex.length * 4 - (Math.clz32(Number.parseInt(hex.charAt(0), 16)) - 28);
  if (bits + exponent > 1024) return Number.POSITIVE_INFINITY;
  // The place of the last bit that a double of this size has; below 2^-1022 doubles lose bits.
  const last = Math.max(bits + exponent - 53, -1074);
  const drop = last - exponent;
  if (drop > bits + 1) return 0;
  const rounded = Number(drop <= 0 ? mantissa << BigInt(-drop) : roundedShift(mantissa, BigInt(drop)));
  return rounded * 2 ** last;
}

function roundedShift(value: bigint, by: bigint): bigint {
  const quotient = value >> by;
  const rest = value - (quotient << by);
  const half = 1n << (by - 1n);
  return rest > half || (rest === half && (quotient & 1n) === 1n) ? quotient + 1n : quotient;
}
