import { RE2JS } from "re2js";
import { describe, expect, it } from "vitest";
import { CelError } from "../value/error.js";
import { compileRegex, regexProblem } from "./compile.js";
import { engineRegex } from "./engine-regex.js";
import type { Regex } from "./regex.js";

const compiled = (pattern: string): Regex => {
  const regex = compileRegex(pattern);
  if (regex instanceof CelError) throw new Error(regex.message);
  return regex;
};

describe("compileRegex", () => {
  it.each([
    ["(?i)k", "\u212a", true],
    ["(?i)s", "ſ", true],
    ["(?i)i", "İ", false],
    ["(?i)SS", "ß", false],
    ["\\s", "\v", false],
    ["\\s", "\u00a0", false],
    ["[^a]", "\n", true],
    [".", "\n", false],
    ["(?s).", "\n", true],
    ["(?m)^b$", "a\nb\nc", true],
    ["^.$", "😀", true],
    ["a{,2}", "a{,2}", true],
    ["[]a]+$", "a]", true],
    ["\\Qa.b\\E", "a.b", true],
    ["\\123", "S", true],
    ["(?P<n>a)(?P<n>b)", "ab", true],
    ["(?<1a>a)", "a", true],
    ["\\p{greek}", "α", true],
    ["\\p{Lowercase_Letter}", "a", true],
    ["[[:]", ":", true],
    ["[[:word:]]", "_", true],
    ["(?U)a+", "aa", true],
  ])("%j on %j: %j", (pattern, text, result) => expect(compiled(pattern).test(text)).toBe(result));

  it.each([
    ["[", "missing closing ]: `[`"],
    ["a(b", "missing closing ): `a(b`"],
    ["a)", "unexpected ): `a)`"],
    ["*", "missing argument to repetition operator: `*`"],
    ["a**", "invalid nested repetition operator: `**`"],
    ["a{1001}", "invalid repeat count: `{1001}`"],
    ["(a{100}){11}", "invalid repeat count: `{11}`"],
    ["\\8", "invalid escape sequence: `\\8`"],
    ["\\u0061", "invalid escape sequence: `\\u`"],
    ["(?=a)", "invalid or unsupported Perl syntax: `(?=`"],
    ["(?P<", "invalid or unsupported Perl syntax: `(?P`"],
    ["(?<", "invalid or unsupported Perl syntax: `(?<`"],
    ["(?P<n>a)(?P<n>b", "missing closing ): `(?P<n>a)(?P<n>b`"],
    ["[z-a]", "invalid character class range: `z-a`"],
    ["[[:foo:]]", "invalid character class range: `[:foo:]`"],
    ["[[:]:]", "invalid character class range: `[:]:]`"],
    ["\\p{foo bar}", "invalid character class range: `\\p{foo bar}`"],
    ["\\p{Emoji}", "invalid character class range: `\\p{Emoji}`"],
    ["\\", "trailing backslash at end of expression: ``"],
  ])("refuses %j: %s", (pattern, problem) => {
    expect(compileRegex(pattern)).toEqual(new CelError(`error parsing regexp: ${problem}`));
    expect(regexProblem(pattern)).toBe(`error parsing regexp: ${problem}`);
  });

  it("has no problem with a pattern that compiles", () => expect(regexProblem("^a(b|c)$")).toBeUndefined());

  it("refuses a pattern that nests too deeply", () => {
    expect(regexProblem("(".repeat(1001) + ")".repeat(1001))).toMatch(
      /^error parsing regexp: expression nests too deeply: `\(/,
    );
  });

  it("takes time in proportion to the text", () => {
    const text = "a".repeat(50_000);
    const started = performance.now();
    for (const pattern of ["(a*)*b", "(a|aa)+$b", "^(a+)+$!", "(?:a?){30}a{30}c", "(.*)(.*)(.*)x", "a*b", "[a-z]+-\\d"])
      expect(compiled(pattern).test(text)).toBe(false);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it("leaves very long texts with an endless repetition to the engine", () => {
    const text = "a-".repeat(1_000_000);
    expect(compiled("^(?:[a-z]+-)*$").test(text)).toBe(true);
    expect(compiled("^(?:[a-z]+-)*$").test(`${text}!`)).toBe(false);
  });
});

describe("engineRegex", () => {
  it("gives the positions of groups", () => {
    const regex = engineRegex(RE2JS, "(?P<x>a)|(?P<x>b)") as Regex;
    const find = regex.search("cab");
    if (find instanceof CelError) throw new Error(find.message);
    expect([find(0), find(2), find(3)]).toEqual([[1, 2, 1, 2, -1, -1], [2, 3, -1, -1, 2, 3], undefined]);
  });
});
