import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CelError } from "../value/error.js";
import type { CelValue } from "../value/value.js";
import { dispatcher } from "./define.js";
import { strings } from "./strings.js";

function call(name: string, ...args: CelValue[]): unknown {
  const declaration = strings.find((candidate) => candidate.name === name);
  if (declaration === undefined) throw new Error(`no function ${name}`);
  const result = dispatcher(declaration, args.length)(args);
  return result instanceof CelError ? `error: ${result.message}` : result;
}

describe("strings", () => {
  it.each<[string, CelValue[], unknown]>([
    ["contains", ["a😀b", "😀"], true],
    ["startsWith", ["abc", "b"], false],
    ["endsWith", ["abc", ""], true],
    ["contains", [1n, "a"], "error: no such overload"],
    ["charAt", ["a😀b", 1n], "😀"],
    ["charAt", ["a😀b", 3n], ""],
    ["charAt", ["abc", 4n], "error: index out of range: 4"],
    ["charAt", [1.5, 0n], "error: no such overload: charAt(double, int)"],
    ["indexOf", ["a😀b", "b"], 2n],
    ["indexOf", ["hello mellow", "ello", 2n], 7n],
    ["indexOf", ["abc", "", 20n], 3n],
    ["indexOf", ["abc", "c", 20n], -1n],
    ["indexOf", ["abc", "c", -1n], "error: index out of range: -1"],
    ["lastIndexOf", ["a😀b😀", "😀"], 3n],
    ["lastIndexOf", ["a😀b😀", "😀", 2n], 1n],
    ["lastIndexOf", ["hello mellow", "ello", 20n], -1n],
    ["lastIndexOf", ["hello", "", 2n], 2n],
    ["substring", ["a😀b", 1n], "😀b"],
    ["substring", ["a😀b", 1n, 2n], "😀"],
    ["substring", ["tacocat", 49n, 50n], "error: index out of range: 49"],
    ["substring", ["tacocat", 1n, 50n], "error: index out of range: 50"],
    ["substring", ["tacocat", 0n, -1n], "error: invalid substring range. start: 0, end: -1"],
    ["replace", ["hello hello", "he", "we"], "wello wello"],
    ["replace", ["hello hello", "he", "we", 1n], "wello hello"],
    ["replace", ["hello", "l", "L", 0n], "hello"],
    ["replace", ["😀b", "", "-"], "-😀-b-"],
    ["replace", ["abc", "", "-", 2n], "-a-bc"],
    ["replace", ["abc", "", "-", 3n], "-a-b-c"],
    ["replace", ["abc", "", "-", 4n], "-a-b-c-"],
    ["replace", ["", "", "x"], "x"],
    ["replace", ["a.b", ".", "$&"], "a$&b"],
    ["split", ["a,b,", ","], ["a", "b", ""]],
    ["split", ["a.b.c", ".", 2n], ["a", "b.c"]],
    ["split", ["a.b.c", ".", 0n], []],
    ["split", ["a😀b", "", 2n], ["a", "😀b"]],
    ["split", ["", ""], []],
    ["split", ["", ","], [""]],
    ["join", [["a", "", "b"], "-"], "a--b"],
    ["join", [[]], ""],
    ["join", [["a", 1e6]], "error: join: invalid input: 1e+06"],
    ["join", [["a", [1n, "x"]]], "error: join: invalid input: [1, x]"],
    ["join", [[1n, "a"]], "error: no such overload: join(list)"],
    ["trim", ["\u0085 \u2003\va\ufeff\u3000\n"], "a\ufeff"],
    ["lowerAscii", ["TacoCÆT İ\u212a"], "tacocÆt İ\u212a"],
    ["upperAscii", ["tacocæt ßı"], "TACOCæT ßı"],
    ["reverse", ["a😀b"], "b😀a"],
    ["strings.quote", ['a\n"\\é\u0007\u0000'], '"a\\n\\"\\\\é\\a\u0000"'],
  ])("%s, case %#", (name, args, result) => expect(call(name, ...args)).toEqual(result));

  const text = fc.string({ unit: "binary", maxLength: 20 });

  it("split and join are each other's way back", () => {
    fc.assert(
      fc.property(text, fc.string({ unit: "binary", maxLength: 2 }), (given, separator) => {
        expect(call("join", call("split", given, separator) as CelValue, separator)).toBe(given);
      }),
    );
  });

  it("replacing is splitting and joining", () => {
    fc.assert(
      fc.property(text, fc.string({ unit: "binary", minLength: 1, maxLength: 2 }), text, (given, old, replacement) => {
        expect(call("replace", given, old, replacement)).toBe(
          call("join", call("split", given, old) as CelValue, replacement),
        );
      }),
    );
  });

  it("positions are those of the code points", () => {
    fc.assert(
      fc.property(text, fc.nat(25), fc.nat(25), (given, from, length) => {
        const points = Array.from(given);
        const start = Math.min(from, points.length);
        const end = Math.min(start + length, points.length);
        const part = points.slice(start, end).join("");
        expect(call("substring", given, BigInt(start), BigInt(end))).toBe(part);
        expect(call("charAt", given, BigInt(start))).toBe(points[start] ?? "");
        const found = call("indexOf", given, part, BigInt(start));
        expect(found).toBe(part === "" || start < points.length ? BigInt(start) : -1n);
      }),
    );
  });

  it("does not build texts beyond the limit", () => {
    const long = "x".repeat(10_000);
    expect(call("replace", long, "", long)).toBe("error: text exceeds limit of 16777216 characters");
    expect(call("join", new Array<string>(2000).fill(long))).toBe("error: text exceeds limit of 16777216 characters");
  });
});
