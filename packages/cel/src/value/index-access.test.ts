import { describe, expect, it } from "vitest";
import { Duration } from "./duration.js";
import { CelError } from "./error.js";
import { Hierarchy } from "./hierarchy.js";
import { contains, hasField, indexValue, optionalIndex, optionalSelect, selectField } from "./index-access.js";
import { CelMap } from "./map.js";
import { Message, type MessageType } from "./message.js";
import { Optional } from "./optional.js";
import { TypeValue } from "./type-value.js";
import { Uint } from "./uint.js";
import type { CelResult, CelValue } from "./value.js";

const error = (text: string) => new CelError(text);
const of = Optional.of;

const resource: MessageType = {
  name: "test.Resource",
  fields: new Map([
    ["id", "id"],
    ["attr", "attr"],
    ["policyVersion", "policyVersion"],
    ["policy_version", "policyVersion"],
    ["owner", "owner"],
    ["level", "level"],
  ]),
  defaults: { id: "", attr: {}, policyVersion: "", level: 0 },
  messages: new Map(),
};
const message = new Message(resource, { id: "r1", policyVersion: "", attr: { a: 1 }, level: -0 });
const map = { a: 1, nul: null, __proto__x: 2 };

describe("indexing", () => {
  const cases: [CelValue, CelValue, CelResult][] = [
    [[1, 2], 0n, 1],
    [[1, 2], 1, 2],
    [[1, 2], -0, 1],
    [[1, 2], new Uint(1n), 2],
    [[1, 2], 2n, error("index out of bounds: 2")],
    [[1, 2], -1n, error("index out of bounds: -1")],
    [[1, 2], 1e6, error("index out of bounds: 1e+06")],
    [[1, 2], 1.5, error("unsupported index value 1.5 in list")],
    [[1, 2], Number.NaN, error("unsupported index value NaN in list")],
    [[1, 2], 1e19, error("unsupported index value 1e+19 in list")],
    [[1, 2], new Uint(18446744073709551615n), error("unsupported index value 18446744073709551615 in list")],
    [[1, 2], "a", error("unsupported index type 'string' in list")],
    [[1, 2], "length", error("unsupported index type 'string' in list")],
    [[1, 2], true, error("unsupported index type 'bool' in list")],
    [[1, 2], null, error("invalid qualifier type: types.Null")],
    [[1, 2], [1], error("invalid qualifier type: *types.baseList")],
    [1, new Duration(1n), error("invalid qualifier type: types.Duration")],
    [1, new TypeValue("int"), error("invalid qualifier type: *types.Type")],
    [map, "a", 1],
    [map, "nul", null],
    [map, "b", error("no such key: b")],
    [map, "__proto__", error("no such key: __proto__")],
    [map, "constructor", error("no such key: constructor")],
    [map, 1n, error("no such key: 1")],
    [map, true, error("no such key: true")],
    [new CelMap([[1n, "x"]]), 1, "x"],
    [new CelMap([[1n, "x"]]), 1.5, error("no such key: 1.5")],
    [new CelMap([[5, "x"]]), 5n, error("no such key: 5")],
    ["abc", 0n, error("no such key: 0")],
    [null, 0n, error("no such key: 0")],
    [new Hierarchy(["a", "b"]), 1n, "b"],
    [new Hierarchy(["a", "b"]), 2n, error("index out of range")],
    [new Hierarchy(["a", "b"]), -1n, error("index out of range")],
    [new Hierarchy(["a", "b"]), 1, error("unsupported index type 'double'")],
    [new Hierarchy(["a", "b"]), "x", error("unsupported index type 'string'")],
    [message, "id", "r1"],
    [message, "nope", error("no such field 'nope'")],
    [message, 0n, error("no such overload")],
    [of([1, 2]), 1n, of(2)],
    [of([1, 2]), 5n, Optional.none],
    [of({ a: 1 }), "a", of(1)],
    [of([1]), "x", error("unsupported index type 'string' in list")],
    [Optional.none, "a", Optional.none],
  ];
  it.each(cases)("%o[%o]", (container, key, result) => expect(indexValue(container, key)).toStrictEqual(result));
});

describe("selecting", () => {
  const cases: [CelValue, string, CelResult][] = [
    [map, "a", 1],
    [map, "toString", error("no such key: toString")],
    [message, "policy_version", ""],
    [message, "owner", null],
    [message, "toString", error("no such field 'toString'")],
    [1, "x", error("no such key: x")],
    [null, "x", error("no such key: x")],
    [[1], "x", error("unsupported index type 'string' in list")],
    [of({ a: 1 }), "a", of(1)],
    [of({ a: 1 }), "b", Optional.none],
    [of(of({ a: 1 })), "a", of(1)],
  ];
  it.each(cases)("%o.%s", (container, field, result) => expect(selectField(container, field)).toStrictEqual(result));
});

describe("has", () => {
  const cases: [CelValue, string, boolean | CelError][] = [
    [map, "a", true],
    [map, "nul", true],
    [map, "b", false],
    [map, "constructor", false],
    ["a", "length", false],
    [null, "x", false],
    [[1], "x", error("unsupported index type 'string' in list")],
    [new Hierarchy(["a"]), "x", error("unsupported index type 'string'")],
    [message, "id", true],
    [message, "policyVersion", false],
    [message, "attr", true],
    [message, "owner", false],
    // Only a positive zero is the default.
    [message, "level", true],
    [message, "nope", error("no such field 'nope'")],
    [new Message(resource, { attr: {}, level: 0, owner: new Message(resource, {}) }), "attr", false],
    [new Message(resource, { attr: {}, level: 0, owner: new Message(resource, {}) }), "level", false],
    [new Message(resource, { attr: {}, level: 0, owner: new Message(resource, {}) }), "owner", true],
    [of({ a: 1 }), "a", true],
    [of({ a: 1 }), "b", false],
    [Optional.none, "a", false],
  ];
  it.each(cases)("%o.%s", (container, field, result) => expect(hasField(container, field)).toStrictEqual(result));
});

describe("optional access", () => {
  it("finds, or gives none", () => {
    expect(optionalSelect(map, "nul")).toStrictEqual(of(null));
    expect(optionalSelect(map, "b")).toBe(Optional.none);
    expect(optionalSelect("a", "b")).toBe(Optional.none);
    expect(optionalSelect(of(map), "a")).toStrictEqual(of(1));
    expect(optionalSelect(message, "id")).toStrictEqual(of("r1"));
    expect(optionalSelect(message, "policyVersion")).toBe(Optional.none);
    expect(optionalIndex(message, "policyVersion")).toBe(Optional.none);
    expect(optionalIndex([1], 0n)).toStrictEqual(of(1));
    expect(optionalIndex([1], -1n)).toBe(Optional.none);
    expect(optionalIndex(1, 0n)).toBe(Optional.none);
    expect(optionalIndex(new CelMap([[1n, 2n]]), 1)).toStrictEqual(of(2n));
  });

  it("still fails where nothing could ever be found", () => {
    expect(optionalSelect([1], "x")).toEqual(error("unsupported index type 'string' in list"));
    expect(optionalIndex([1], "x")).toEqual(error("unsupported index type 'string' in list"));
    expect(optionalIndex([1], null)).toEqual(error("invalid qualifier type: types.Null"));
    expect(optionalSelect(message, "nope")).toEqual(error("no such field 'nope'"));
  });
});

describe("in", () => {
  const cases: [CelValue, CelValue, boolean | CelError][] = [
    ["a", ["b", "a"], true],
    ["a", [1, null], false],
    [null, [null], true],
    [1n, [1], true],
    [1.5, [1n, 2n], false],
    [Number.NaN, [Number.NaN], false],
    [[1], [[1n]], true],
    ["a", { a: 1 }, true],
    ["toString", { a: 1 }, false],
    [1n, { a: 1 }, false],
    [1, new CelMap([[1n, 1n]]), true],
    ["a", "abc", error("no such overload")],
    [1n, null, error("no such overload")],
    [1n, Optional.of([1n]), error("no such overload")],
    [1n, message, error("no such overload")],
  ];
  it.each(cases)("%o in %o", (item, container, result) => expect(contains(item, container)).toStrictEqual(result));
});
