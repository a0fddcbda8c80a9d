import { describe, expect, it } from "vitest";
import { CelError } from "../value/error.js";
import { Optional } from "../value/optional.js";
import { Timestamp } from "../value/timestamp.js";
import type { CelValue } from "../value/value.js";
import { dispatcher } from "./define.js";
import { regex } from "./regex.js";

function call(name: string, ...args: CelValue[]): unknown {
  const declaration = regex.find((candidate) => candidate.name === name);
  if (declaration === undefined) throw new Error(`no function ${name}`);
  const result = dispatcher(declaration, args.length)(args);
  if (result instanceof Optional) return { optional: result.value };
  return result instanceof CelError ? `error: ${result.message}` : result;
}

describe("regex", () => {
  it.each<[string, CelValue[], unknown]>([
    ["matches", ["abc", "b"], true],
    ["matches", ["a\n", "a$"], false],
    ["matches", ["é", "\\w"], false],
    ["matches", ["a", "["], "error: error parsing regexp: missing closing ]: `[`"],
    ["matches", ["a", 1n], "error: no such overload"],
    ["matches", [1n, "a"], "error: no such overload: matches"],
    ["matches", [new Timestamp(0, 0), "a"], "error: no such overload"],
    ["regex.replace", ["foo bar", "(fo)o (ba)r", "\\2 \\1"], "ba fo"],
    ["regex.replace", ["banana", "a", "x", 2n], "bxnxna"],
    ["regex.replace", ["x", "[", "y", 0n], "x"],
    ["regex.replace", ["x", "[", "y"], "error: error parsing regexp: missing closing ]: `[`"],
    ["regex.replace", ["ab", "(a)|(b)", "[\\1\\2\\0\\\\$]"], "[aa\\$][bb\\$]"],
    ["regex.replace", ["baaac", "a*", "x"], "xbxcx"],
    ["regex.replace", ["a😀b", "", "-"], "-a-😀-b-"],
    ["regex.replace", ["b", "a", "\\9"], "b"],
    [
      "regex.replace",
      ["test", "(.)", "\\2"],
      "error: replacement string references group 2 but regex has only 1 group(s)",
    ],
    ["regex.replace", ["a", "a", "x\\"], "error: invalid replacement string: 'x\\' \\ not allowed at end"],
    [
      "regex.replace",
      ["a", "a", "\\v"],
      "error: invalid replacement string: '\\v' \\ must be followed by a digit or \\",
    ],
    ["regex.extract", ["item-A, item-B", "item-(\\w+)"], { optional: "A" }],
    ["regex.extract", ["abc", ""], { optional: "" }],
    ["regex.extract", ["abc", "(x)?b"], { optional: undefined }],
    ["regex.extract", ["abc", "(x*)b"], { optional: undefined }],
    ["regex.extract", ["abc", "x"], { optional: undefined }],
    [
      "regex.extract",
      ["a", '(.)"(.\\d)'],
      'error: regular expression has more than one capturing group: "(.)\\"(.\\\\d)"',
    ],
    ["regex.extractAll", ["banana", "a*"], ["", "a", "a", "a"]],
    ["regex.extractAll", ["abab", "(a)|b"], ["a", "a"]],
    ["regex.extractAll", ["id:123, id:456", "id:(\\d+)"], ["123", "456"]],
    ["regex.extractAll", [1.5, "a"], "error: no such overload: regex.extractAll(double, string)"],
  ])("%s, case %#", (name, args, result) => expect(call(name, ...args)).toEqual(result));

  it("does not build texts beyond the limit", () => {
    expect(call("regex.replace", "x".repeat(10_000), "x", "y".repeat(10_000))).toBe(
      "error: text exceeds limit of 16777216 characters",
    );
  });
});
