import fc from "fast-check";
import { RE2JS } from "re2js";
import { describe, expect, it } from "vitest";
import { CelError } from "../value/error.js";
import { engineRegex } from "./engine-regex.js";
import { plainRegex } from "./plain-regex.js";
import { type Match, matchesIn, type Regex } from "./regex.js";

const byEngine = (pattern: string) => engineRegex(RE2JS, pattern);
const plain = (pattern: string): Regex | undefined => plainRegex(pattern, () => byEngine(pattern));

describe("plainRegex", () => {
  it.each([
    "",
    "abc",
    "^abc",
    "abc$",
    "^a.c$",
    "a|bc|d",
    "^(admin|editor|viewer)$",
    "^[a-z0-9]+$",
    "^[a-z0-9]+(-[a-z0-9]+)*$",
    "^[\\w.+-]+@example\\.com$",
    "^.*@example\\.com$",
    "^\\d{4}-\\d{2}-\\d{2}$",
    "^/api/v[0-9]+/",
    "/([a-z0-9]+)",
    "(?i)^draft",
    "\\bdraft\\b",
    "^(?:[a-z]X){2}$",
    "^[^/]+/[^/]+$",
    "id=(?P<value>\\d+)",
  ])("takes %j", (pattern) => expect(plain(pattern)).toBeDefined());

  it.each([
    ["two ways through an endless repetition", "^(a|ab)*c"],
    ["a repetition in a repetition", "^(a*)*$"],
    ["an endless repetition from every start", "a*b"],
    ["two repetitions that overlap", "^.*a.*b"],
    ["too many ways", "(?:a?){30}a{30}"],
    ["groups that JavaScript would clear", "^(?:(a)|b)*$"],
    ["lines", "(?m)^a"],
    ["Unicode classes", "\\pL"],
    ["POSIX classes", "[[:alpha:]]"],
    ["folding beyond ASCII", "(?i)é"],
    ["errors", "a)"],
    ["octal", "\\12"],
    ["a literal brace", "a{,2}"],
  ])("leaves %s to the engine", (_, pattern) => expect(plain(pattern)).toBeUndefined());

  it("finds what the engine finds, groups included", () => {
    fc.assert(
      fc.property(patterns, fc.array(texts, { minLength: 1, maxLength: 5 }), (pattern, given) => {
        const native = plain(pattern);
        if (native === undefined) return;
        const engine = byEngine(pattern);
        if (engine instanceof CelError) throw new Error(`${pattern}: ${engine.message}`);
        expect(native.groupCount).toBe(engine.groupCount);
        for (const text of given) {
          expect(native.test(text)).toBe(engine.test(text));
          expect(found(native, text)).toEqual(found(engine, text));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("takes time in proportion to the text", () => {
    fc.assert(
      fc.property(patterns, fc.constantFrom("a", "ab", "aab", "b-", "é"), (pattern, unit) => {
        const native = plain(pattern);
        if (native === undefined) return;
        const started = performance.now();
        native.test(`${unit.repeat(10_000)}!`);
        // The slowest takes a thousand steps for each of at most 20,000 characters; quadratic time would be minutes.
        expect(performance.now() - started).toBeLessThan(2000);
      }),
      { numRuns: 500 },
    );
  });
});

function found(regex: Regex, text: string): readonly Match[] {
  const find = regex.search(text);
  if (find instanceof CelError) throw new Error(find.message);
  return [...matchesIn(text, find)];
}

const atoms = [
  "a",
  "b",
  "k",
  "S",
  "-",
  "é",
  "😀",
  ".",
  "\\w",
  "\\W",
  "\\d",
  "\\s",
  "\\.",
  "[ab]",
  "[^a]",
  "[a-f-]",
  "[]-]",
  "[\\w.]",
  "\\b",
];
const quantifiers = ["", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{0,2}?", "{2,}"];

const { pattern: inner } = fc.letrec<{ pattern: string; item: string }>((tie) => ({
  pattern: fc
    .array(fc.array(tie("item"), { maxLength: 4 }), { minLength: 1, maxLength: 3 })
    .map((options) => options.map((items) => items.join("")).join("|")),
  item: fc.oneof(
    { maxDepth: 2 },
    fc
      .tuple(fc.constantFrom(...atoms), fc.constantFrom(...quantifiers))
      .map(([atom, times]) => atom + (atom === "\\b" ? "" : times)),
    fc
      .tuple(fc.constantFrom("(", "(?:", "(?P<n>"), tie("pattern"), fc.constantFrom(...quantifiers))
      .map(([open, body, times]) => `${open}${body})${times}`),
  ),
}));

const patterns = fc
  .tuple(fc.constantFrom("", "", "(?i)", "(?s)"), fc.constantFrom("", "^", "^"), inner, fc.constantFrom("", "", "$"))
  .map((parts) => parts.join(""));

const texts = fc
  .array(fc.constantFrom("a", "b", "ab", "K", "k", "s", "ſ", "\u212a", "é", "😀", "-", ".", "_", "1", " ", "\n", "]"), {
    maxLength: 12,
  })
  .map((parts) => parts.join(""));
