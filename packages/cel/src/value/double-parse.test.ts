import { describe, expect, it } from "vitest";
import { parseDouble } from "./double-parse.js";

describe("parseDouble", () => {
  it.each([
    ["1.5", 1.5],
    ["+1.5", 1.5],
    ["-0", -0],
    [".5", 0.5],
    ["5.", 5],
    ["1e3", 1000],
    ["1E-5", 0.00001],
    ["1_000", 1000],
    ["1_0.5", 10.5],
    ["1e1_0", 1e10],
    ["4.9e-324", 5e-324],
    ["1e-5000", 0],
    ["inf", Number.POSITIVE_INFINITY],
    ["+Inf", Number.POSITIVE_INFINITY],
    ["-INFINITY", Number.NEGATIVE_INFINITY],
    ["NaN", Number.NaN],
    ["0x1.8p1", 3],
    ["0X1P+2", 4],
    ["-0x.8p1", -1],
    ["0x_1p0", 1],
    ["0x1.p1", 2],
    ["0x1p1_0", 1024],
    ["0x1p-1074", 5e-324],
    ["0x1p-1075", 0],
    ["0x1.8p-1075", 5e-324],
    ["0x1p-99999999999999999999", 0],
    ["0x1.fffffffffffff7p1023", Number.MAX_VALUE],
    ["0x1.00000000000008p0", 1],
    ["0x1.000000000000080000001p0", 1.0000000000000002],
    ["0x1.00000000000018p0", 1.0000000000000004],
  ])("reads %s", (text, value) => expect(parseDouble(text)).toBe(value));

  it.each([
    "",
    ".",
    "abc",
    " 1",
    "1 ",
    "1e",
    "0x10",
    "0x.p1",
    "0xp1",
    "1e400",
    "0x1p1024",
    "0x1.fffffffffffff8p1023",
    "1.7976931348623159e308",
    "1__0",
    "_1",
    "1_",
    "1._5",
    "1_.5",
    "1_e5",
    "0_x1p0",
    "0x1p_0",
    "+nan",
    "nan(1)",
    "infi",
    "\uff11",
  ])("refuses %o", (text) => expect(parseDouble(text)).toBeUndefined());

  it("reads hexadecimal as exactly as decimal", () => {
    for (let exponent = -1022; exponent < 1024; exponent += 1) {
      expect(parseDouble(`0x1.23456789abcdep${exponent}`)).toBe(0x123456789abcde * 2 ** -52 * 2 ** exponent);
    }
  });
});
