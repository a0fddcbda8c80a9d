import { describe, expect, it } from "vitest";
import { typeText } from "../check/types.js";
import { Duration } from "../value/duration.js";
import { CelError } from "../value/error.js";
import { Hierarchy } from "../value/hierarchy.js";
import { Optional } from "../value/optional.js";
import { Timestamp } from "../value/timestamp.js";
import type { CelResult, CelValue } from "../value/value.js";
import { dispatcher } from "./define.js";
import { operators } from "./operators.js";

const error = (text: string) => new CelError(text);

function declared(name: string, style: "global" | "method" = "global") {
  const declaration = operators.find((candidate) => candidate.name === name && candidate.style === style);
  if (declaration === undefined) throw new Error(name);
  return declaration;
}

const apply = (name: string, ...args: CelValue[]): CelResult => dispatcher(declared(name), args.length)(args);

describe("operators", () => {
  it("are declared with the types they take", () => {
    const signatures = declared("_-_").overloads.map(
      ({ params, result }) => `${params.map(typeText).join(" - ")} = ${typeText(result)}`,
    );
    expect(signatures).toEqual([
      "int - int = int",
      "uint - uint = uint",
      "double - double = double",
      "duration - duration = duration",
      "timestamp - duration = timestamp",
      "timestamp - timestamp = duration",
    ]);
    expect(declared("_<_").overloads).toHaveLength(14);
    expect(
      declared("_[_]").overloads.map(({ params, result }) => `${params.map(typeText).join("[")}] ${typeText(result)}`),
    ).toEqual([
      "list(A)[int] A",
      "map(A, B)[A] B",
      "cerbos.lib.hierarchy[int] string",
      "optional_type(list(A))[int] optional_type(A)",
      "optional_type(map(A, B))[A] optional_type(B)",
    ]);
    expect(declared("size").overloads.map(({ params }) => params.map(typeText).join())).toEqual([
      "string",
      "bytes",
      "list(A)",
      "map(A, B)",
    ]);
    expect(declared("size", "method").overloads).toHaveLength(5);
  });

  const cases: [string, CelValue[], CelResult][] = [
    ["_+_", [1, 2], 3],
    ["_+_", [1, 2n], error("no such overload")],
    ["_+_", [true, 1n], error("no such overload: _+_")],
    ["_<_", [1n, 1.5], true],
    ["_<_", [null, 1n], error("no such overload: _<_")],
    ["_==_", [1n, 1], true],
    ["_==_", [new Hierarchy(["a"]), "a"], error("no such overload")],
    ["_!=_", [new Hierarchy(["a"]), "a"], true],
    ["_!=_", ["a", "a"], false],
    ["@in", [1n, [1]], true],
    ["@in", ["a", "abc"], error("no such overload")],
    ["_[_]", [[1], 0n], 1],
    ["_[_]", [[1], 1n], error("index out of bounds: 1")],
    ["_[_]", [[1], "a"], error("unsupported index type 'string' in list")],
    ["_[?_]", [[1], 1n], Optional.none],
    ["!_", [true], false],
    ["!_", [1n], error("no such overload")],
    ["-_", [1n], -1n],
    ["-_", [null], error("no such overload: -_")],
    ["-_", [new Duration(1n)], new Duration(-1n)],
    ["_>_", [Number.NaN, "a"], false],
    ["size", [new Hierarchy(["a", "b"])], 2n],
    ["_?_:_", [true, 1, 2], 1],
    ["_?_:_", [1n, 1, 2], error("no such overload")],
    ["_&&_", [true, false], false],
    ["_&&_", [true, 1n], error("no such overload")],
    ["_||_", [false, true], true],
    ["_||_", [1n, false], error("no such overload")],
    ["size", ["a\u{1f600}"], 2n],
    ["size", [1], error("no such overload: size")],
    ["size", [new Timestamp(0, 0)], error("no such overload")],
  ];
  it.each(cases)("%s %o", (name, args, result) => expect(apply(name, ...args)).toStrictEqual(result));

  it("measures a hierarchy", () => {
    expect(dispatcher(declared("size", "method"), 1)([new Hierarchy(["a", "b"])])).toBe(2n);
  });
});
