import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CelResult, type CelValue, cerbosEnvironment, equals, isError, kindOf, unparse } from "../src/index.js";

const environment = cerbosEnvironment();

/** Random expressions over a few attributes, well-formed by construction and mostly well-typed by luck. */
const { expression } = fc.letrec<{ expression: string; leaf: string }>((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom(
      "R.attr.n",
      "R.attr.s",
      "R.attr.l",
      "R.attr.m",
      "R.attr.t",
      "R.attr.missing",
      "R.attr.m.a",
      "P.id",
      "P.roles",
      "null",
    ),
    fc.constantFrom(
      "true",
      "false",
      "1",
      "0",
      "-1",
      "2u",
      "1.5",
      '"x"',
      '"a\\nb"',
      "[]",
      "{}",
      "[1, 2.0, R.attr.n]",
      '{"a": 1}',
      'b"x"',
    ),
    fc.constantFrom(
      'timestamp("2024-01-01T00:00:00Z")',
      'duration("1h")',
      "optional.none()",
      "R.attr.?m.a",
      'hierarchy("a.b")',
    ),
  ),
  expression: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    tie("leaf"),
    fc
      .tuple(
        tie("expression"),
        fc.constantFrom("==", "!=", "<", ">=", "+", "-", "*", "/", "%", "in", "&&", "||"),
        tie("expression"),
      )
      .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    fc.tuple(tie("expression"), tie("expression"), tie("expression")).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    tie("expression").map((a) => `!(${a})`),
    tie("expression").map((a) => `-(${a})`),
    tie("expression").map((a) => `dyn(${a})`),
    tie("expression").map((a) => `size(${a})`),
    tie("expression").map((a) => `string(${a})`),
    fc.tuple(tie("expression"), tie("expression")).map(([a, b]) => `${a}[${b}]`),
    fc
      .tuple(fc.constantFrom("all", "exists", "exists_one", "filter", "map"), tie("expression"), tie("expression"))
      .map(([macro, range, body]) => `${range}.${macro}(v, v == ${body})`),
    fc.tuple(tie("expression"), tie("expression")).map(([a, b]) => `cel.bind(v, ${a}, [v, ${b}])`),
    fc.tuple(tie("expression"), tie("expression")).map(([a, b]) => `[${a}, ${b}]`),
  ),
}));

const bindings = fc.record({
  request: fc.record({
    principal: fc.record({ id: fc.string(), roles: fc.array(fc.string(), { maxLength: 3 }), attr: fc.constant({}) }),
    resource: fc.record({
      kind: fc.constant("k"),
      id: fc.constant("1"),
      attr: fc.record(
        {
          n: fc.double(),
          s: fc.string(),
          l: fc.array(fc.oneof(fc.integer(), fc.string(), fc.constant(null)), { maxLength: 4 }),
          m: fc.dictionary(fc.constantFrom("a", "b", "__proto__", "constructor"), fc.jsonValue()),
          t: fc.boolean(),
        },
        { requiredKeys: [] },
      ),
    }),
  }),
});

/** Equal results: the same error text, or the same kind and an equal value; a NaN is like a NaN. */
function isSame(a: CelResult, b: CelResult): boolean {
  if (isError(a) || isError(b)) return isError(a) && isError(b) && a.message === b.message;
  if (typeof a === "number" && typeof b === "number") return Object.is(a, b);
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((value, index) => isSame(value, b[index] as CelValue));
  return (
    kindOf(a) === kindOf(b) &&
    (equals(a, b) === true || a === b || JSON.stringify(textual(a)) === JSON.stringify(textual(b)))
  );
}

const textual = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, inner) => (typeof inner === "bigint" || Number.isNaN(inner) ? String(inner) : inner)) ??
      "null",
  );

function checkedOrNothing(text: string) {
  try {
    return environment.check(environment.parse(text));
  } catch {
    return undefined;
  }
}

const withoutPlaces = (value: unknown) =>
  JSON.stringify(value, (key, inner) =>
    key === "at" ? undefined : typeof inner === "bigint" ? `${inner}n` : Object.is(inner, -0) ? "-0" : inner,
  );

describe("for any expression", () => {
  it("parsing its canonical text gives the same tree", () => {
    fc.assert(
      fc.property(expression, (text) => {
        const { expr } = environment.parse(text);
        expect(withoutPlaces(environment.parse(unparse(expr)).expr)).toBe(withoutPlaces(expr));
      }),
      { numRuns: 500 },
    );
  });

  it("both back ends give the same value or the same error, and neither throws", () => {
    fc.assert(
      fc.property(expression, bindings, (text, given) => {
        const checked = checkedOrNothing(text);
        if (checked === undefined) return;
        const [closures, source] = (["closures", "source"] as const).map((backend) =>
          environment.compile(checked, { backend }).evaluate(given as never),
        ) as [CelResult, CelResult];
        expect(isSame(closures, source), text).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it("hot programs go on as they began", () => {
    const program = environment.compile(environment.check(environment.parse('R.attr.n > 3 && R.attr.s == "x"')));
    for (let round = 0; round < 1200; round += 1) {
      const given = { request: { principal: {}, resource: { attr: { n: round % 7, s: "x" } } } };
      expect(program.evaluate(given)).toBe(round % 7 > 3);
    }
  });
});
