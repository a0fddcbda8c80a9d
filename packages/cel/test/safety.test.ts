import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CelCompileError, type CelResult, cerbosEnvironment, isError } from "../src/index.js";

const environment = cerbosEnvironment();

function evaluate(text: string, attr: object = {}, backend: "closures" | "source" = "source"): CelResult {
  const bindings = { request: { principal: { id: "p", roles: [], attr: {} }, resource: { kind: "k", id: "1", attr } } };
  return environment.compile(environment.check(environment.parse(text)), { backend }).evaluate(bindings as never);
}

const hostile = [
  "'",
  '"',
  "`",
  "\\",
  "\n",
  "\r",
  "\u2028",
  "\u2029",
  "$" + "{1}",
  "*/",
  "//",
  "</script>",
  "];throw 1;//",
  "\u0000",
];

describe("nothing in an expression or an attribute becomes code", () => {
  it.each(hostile)("a literal with %j", (text) => {
    expect(
      evaluate(
        `R.attr.x == ${JSON.stringify(text).replace(/\u2028|\u2029/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`)}`,
        { x: text },
      ),
    ).toBe(true);
  });

  it("any text as a literal, an attribute and a key", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }).filter((text) => !/\p{Cs}/u.test(text)),
        (text) => {
          const literal = `"${[...text].map((c) => `\\U${(c.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`).join("")}"`;
          expect(
            evaluate(`R.attr.x == ${literal} && R.attr.m[${literal}] == 1`, {
              x: text,
              m: Object.fromEntries([[text, 1]]),
            }),
          ).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "length"])(
    "the attribute name %s is data",
    (name) => {
      for (const backend of ["closures", "source"] as const) {
        const absent = evaluate(`R.attr.${name}`, {}, backend);
        expect(isError(absent) && absent.message).toBe(`no such key: ${name}`);
        expect(evaluate(`has(R.attr.${name})`, {}, backend)).toBe(false);
        expect(evaluate(`has(R.attr.m.${name})`, { m: {} }, backend)).toBe(false);
        const own = JSON.parse(`{"${name}": 7}`) as object;
        const both = `R.attr.${name} == 7 && R.attr.m.${name} == 7 && "${name}" in R.attr.m`;
        expect(evaluate(both, { ...own, m: own }, backend)).toBe(true);
      }
    },
  );

  it("text and lists have no fields", () => {
    expect(evaluate("R.attr.s.length", { s: "abc" })).toMatchObject({ message: "no such key: length" });
    expect(evaluate("R.attr.l.length", { l: [1] })).toMatchObject({
      message: "unsupported index type 'string' in list",
    });
  });
});

describe("limits instead of a crash", () => {
  it.each([
    ["10,000 brackets", `${"(".repeat(10_000)}1${")".repeat(10_000)}`],
    ["10,000 lists", `${"[".repeat(10_000)}${"]".repeat(10_000)}`],
    ["10,000 additions", Array(10_000).fill("1").join("+")],
    ["10,000 selects", `R.attr${".a".repeat(10_000)}`],
    ["10,000 ternaries", `${"true ? 1 : ".repeat(10_000)}2`],
    ["100,001 characters", `"${"x".repeat(100_000)}"`],
  ])("%s are refused", (_, text) => {
    expect(() => environment.parse(text)).toThrow(CelCompileError);
  });

  it.each(["closures", "source"] as const)(
    "five nested loops over a thousand elements end with an error, %s",
    (backend) => {
      const nested = ["a", "b", "c", "d", "e"].reduceRight(
        (body, name) => `R.attr.l.exists(${name}, ${body})`,
        "a + b > 9.0",
      );
      const result = evaluate(nested, { l: Array(1000).fill(0) }, backend);
      expect(result).toMatchObject({ message: "comprehensions exceed the limit of 10000000 elements" });
      expect(evaluate("R.attr.l.all(a, R.attr.l.all(b, a == b))", { l: Array(1000).fill(0) }, backend)).toBe(true);
    },
  );

  it("chains of && and runs of ! may be long", () => {
    expect(evaluate(Array(5000).fill("R.attr.t").join(" && "), { t: true })).toBe(true);
    expect(evaluate(`${"!".repeat(5001)}R.attr.t`, { t: true })).toBe(false);
  });

  it.each(["(a+)+$", "(a|aa)+$", "(.*a){20}", "([a-z]+)*1"])("the pattern %s runs in linear time", (pattern) => {
    expect(evaluate(`R.attr.s.matches(${JSON.stringify(pattern)})`, { s: `${"a".repeat(20_000)}!` })).toBeTypeOf(
      "boolean",
    );
  });

  it("reports several syntax errors at once, with line and column", () => {
    try {
      environment.parse("(1 +) &&\n[2 *]");
      expect.unreachable();
    } catch (error) {
      expect((error as CelCompileError).issues.map(({ line, column }) => [line, column])).toEqual([
        [1, 5],
        [2, 5],
      ]);
    }
  });
});
