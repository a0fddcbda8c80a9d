import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { doubleText, fixedText, plainDecimal, scientificText } from "./number-text.js";

describe("doubleText", () => {
  it.each([
    [0, "0"],
    [-0, "-0"],
    [1, "1"],
    [999999, "999999"],
    [1e6, "1e+06"],
    [1234567, "1.234567e+06"],
    [123456.789, "123456.789"],
    [0.0001, "0.0001"],
    [0.00001, "1e-05"],
    [1e100, "1e+100"],
    [5e-324, "5e-324"],
    [Number.NaN, "NaN"],
    [Number.POSITIVE_INFINITY, "+Inf"],
    [Number.NEGATIVE_INFINITY, "-Inf"],
  ])("%d", (n, text) => expect(doubleText(n)).toBe(text));

  it("loses nothing", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (n) => Object.is(Number(doubleText(n)), n)),
    );
  });
});

describe("plainDecimal", () => {
  it.each([
    [1e21, "1000000000000000000000"],
    [1e-7, "0.0000001"],
    [-1.5, "-1.5"],
    [-0, "-0"],
    [Number.NEGATIVE_INFINITY, "-Infinity"],
    [Number.NaN, "NaN"],
  ])("%d", (n, text) => expect(plainDecimal(n)).toBe(text));

  it("loses nothing and has no exponent", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (n) => {
        const text = plainDecimal(n);
        return /^-?\d+(\.\d+)?$/.test(text) && Object.is(Number(text), n);
      }),
    );
  });
});

describe("fixedText", () => {
  it.each([
    [2.5, 0, "2"],
    [3.5, 0, "4"],
    [0.5, 0, "0"],
    [0.25, 1, "0.2"],
    [0.35, 1, "0.3"],
    [1.005, 2, "1.00"],
    [0.1, 20, "0.10000000000000000555"],
    [1e21, 2, "1000000000000000000000.00"],
    [-0, 6, "-0.000000"],
    [-0.4, 0, "-0"],
    [9223372036854775807n, 6, "9223372036854775808.000000"],
    [Number.POSITIVE_INFINITY, 3, "Infinity"],
  ] as const)("%s with %d digits", (n, precision, text) => expect(fixedText(n, precision)).toBe(text));

  it("agrees with toFixed where no tie is broken", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e20, max: 1e20, noNaN: true }), fc.nat(60), (n, precision) => {
        const text = fixedText(n, precision);
        // Only a value half-way between two texts is rounded differently.
        const exact = fixedText(n, 1074);
        const isTie = /^50*$/.test(exact.slice(exact.indexOf(".") + 1 + precision));
        expect(Math.abs(Number(text))).toBeCloseTo(Math.abs(n), Math.min(precision, 5) - 1);
        if (!isTie) expect(text.replace(/^-/, "")).toBe(Math.abs(n).toFixed(precision));
      }),
    );
  });
});

describe("scientificText", () => {
  it.each([
    [2.71825, 6, "2.718250e+00"],
    [1052.032911275, 3, "1.052e+03"],
    [0, 6, "0.000000e+00"],
    [-0, 0, "-0e+00"],
    [15, 0, "2e+01"],
    [25, 0, "2e+01"],
    [9.5, 0, "1e+01"],
    [1e-300, 6, "1.000000e-300"],
    [1e23, 0, "1e+23"],
    [1e23, 20, "9.99999999999999916114e+22"],
    [5e-324, 2, "4.94e-324"],
    [5n, 6, "5.000000e+00"],
    [Number.NaN, 6, "NaN"],
  ] as const)("%s with %d digits", (n, precision, text) => expect(scientificText(n, precision)).toBe(text));

  it("keeps a double at 17 digits", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (n) =>
        Object.is(Number(scientificText(n, 16)), n),
      ),
    );
  });
});
