/** Doubles as text, as Go prints them: the digits are JavaScript's shortest ones or the exact binary value, the layout is Go's. */

/** `string(double)`: `%g` with shortest digits and an exponent from 1e-5 down and 1e6 up (cel.md section 4.9). */
export function doubleText(n: number): string {
  if (!Number.isFinite(n)) return Number.isNaN(n) ? "NaN" : n > 0 ? "+Inf" : "-Inf";
  const { sign, digits, exponent } = shortestDigits(n);
  return sign + (exponent < -4 || exponent >= 6 ? withExponent(digits, exponent) : withoutExponent(digits, exponent));
}

/** `%s` and `%d` of a double: shortest digits, never an exponent (cel.md section 6.4). */
export function plainDecimal(n: number): string {
  if (!Number.isFinite(n)) return String(n);
  const { sign, digits, exponent } = shortestDigits(n);
  return sign + withoutExponent(digits, exponent);
}

/** `%f`: the exact binary value rounded half to even; an integer is made a double first (cel.md section 6.4). */
export function fixedText(n: number | bigint, precision: number): string {
  const double = Number(n);
  if (!Number.isFinite(double)) return String(double);
  const { numerator, denominator } = exactMagnitude(double);
  const digits = String(dividedHalfEven(numerator * 10n ** BigInt(precision), denominator)).padStart(
    precision + 1,
    "0",
  );
  const point = digits.length - precision;
  return signOf(double) + (precision === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`);
}

/** `%e`: as `fixedText`, with one digit before the point and an exponent of at least two digits. */
export function scientificText(n: number | bigint, precision: number): string {
  const double = Number(n);
  if (!Number.isFinite(double)) return String(double);
  if (double === 0) return signOf(double) + withExponent("0".repeat(precision + 1), 0);
  const { numerator, denominator } = exactMagnitude(double);
  // The shortest digits may round up to the next power of ten: 9.99e22 is near enough to 1e23. Then there is one digit too few.
  let { exponent } = shortestDigits(double);
  let digits = "";
  do {
    const shift = BigInt(precision - exponent);
    const scaled =
      shift >= 0n
        ? dividedHalfEven(numerator * 10n ** shift, denominator)
        : dividedHalfEven(numerator, denominator * 10n ** -shift);
    digits = String(scaled);
    exponent += digits.length - precision - 1;
  } while (digits.length <= precision);
  return signOf(double) + withExponent(digits.slice(0, precision + 1), exponent);
}

interface Digits {
  readonly sign: string;
  readonly digits: string;
  /** Power of ten of the first digit. */
  readonly exponent: number;
}

function shortestDigits(n: number): Digits {
  const [mantissa = "", exponent] = Math.abs(n).toExponential().split("e");
  return { sign: signOf(n), digits: mantissa.replace(".", ""), exponent: Number(exponent) };
}

const signOf = (n: number) => (n < 0 || Object.is(n, -0) ? "-" : "");

function withExponent(digits: string, exponent: number): string {
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
  return `${digits[0]}${fraction}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

function withoutExponent(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = exponent + 1;
  return digits.length <= whole ? digits.padEnd(whole, "0") : `${digits.slice(0, whole)}.${digits.slice(whole)}`;
}

const bits = new DataView(new ArrayBuffer(8));

/** The magnitude of a finite double as a fraction. */
function exactMagnitude(n: number): { readonly numerator: bigint; readonly denominator: bigint } {
  bits.setFloat64(0, n);
  const raw = bits.getBigUint64(0);
  const biased = Number((raw >> 52n) & 0x7ffn);
  const fraction = raw & 0xfffffffffffffn;
  const mantissa = biased === 0 ? fraction : fraction | 0x10000000000000n;
  const power = Math.max(biased, 1) - 1075;
  return power >= 0
    ? { numerator: mantissa << BigInt(power), denominator: 1n }
    : { numerator: mantissa, denominator: 1n << BigInt(-power) };
}

function dividedHalfEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  const up = twice > denominator || (twice === denominator && (quotient & 1n) === 1n);
  return up ? quotient + 1n : quotient;
}
