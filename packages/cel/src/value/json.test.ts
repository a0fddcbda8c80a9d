import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Duration } from "./duration.js";
import { CelError } from "./error.js";
import { Hierarchy } from "./hierarchy.js";
import { toJson } from "./json.js";
import { jsonText } from "./json-text.js";
import { CelMap } from "./map.js";
import { Message, type MessageType } from "./message.js";
import { Ip } from "./network.js";
import { Optional } from "./optional.js";
import { SpiffeTrustDomain } from "./spiffe.js";
import { Timestamp } from "./timestamp.js";
import { TypeValue } from "./type-value.js";
import { Uint } from "./uint.js";
import type { CelValue } from "./value.js";

const user: MessageType = {
  name: "test.User",
  fields: new Map([
    ["id", "id"],
    ["roles", "roles"],
    ["attr", "attr"],
    ["policyVersion", "policyVersion"],
    ["policy_version", "policyVersion"],
    ["manager", "manager"],
  ]),
  defaults: { id: "", roles: [], attr: {}, policyVersion: "" },
  messages: new Map(),
};

describe("toJson", () => {
  it.each<[string, CelValue, unknown]>([
    ["an int", 5n, 5],
    ["the largest safe int", 9007199254740991n, 9007199254740991],
    ["an int beyond", -9007199254740992n, "-9007199254740992"],
    ["a uint", new Uint(18446744073709551615n), "18446744073709551615"],
    ["minus zero", -0, -0],
    ["bytes", new Uint8Array([97, 98]), "YWI="],
    ["a timestamp", new Timestamp(0, 500_000_000, 90), "1970-01-01T01:30:00.5+01:30"],
    ["a duration", new Duration(1_500_000_000n), "1.5s"],
    ["an optional", Optional.of([1n]), [1]],
    [
      "a map",
      new CelMap([
        ["a", null],
        ["b", true],
      ]),
      { a: null, b: true },
    ],
    ["a plain map", { x: [1.5, "y"] }, { x: [1.5, "y"] }],
    ["a message", new Message(user, { id: "u", roles: [], attr: {}, policyVersion: "" }), { id: "u" }],
    ["a message in a message", new Message(user, { manager: new Message(user, {}) }), { manager: {} }],
  ])("shows %s", (_, value, json) => expect(toJson(value)).toStrictEqual(json));

  it("keeps a key named like the prototype as a key", () => {
    const json = toJson(JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}') as CelValue);
    expect(Object.getPrototypeOf(json)).toBe(Object.prototype);
    expect(JSON.stringify(json)).toBe('{"__proto__":{"a":1},"constructor":2}');
  });

  it.each<[string, CelValue, string]>([
    ["NaN", Number.NaN, "proto: google.protobuf.Value.number_value: invalid NaN value"],
    ["an infinity", [Number.NEGATIVE_INFINITY], "proto: google.protobuf.Value.number_value: invalid -Inf value"],
    ["an int key", new CelMap([[1n, 1n]]), "unsupported type conversion from 'int' to string"],
    ["a uint key", new CelMap([[new Uint(1n), 1n]]), "unsupported type conversion from 'uint' to string"],
    ["a bool key", new CelMap([[true, 1n]]), "type conversion error from bool to 'string'"],
    ["a double key", new CelMap([[1.5, 1n]]), "type conversion error from Double to 'string'"],
    ["a null key", new CelMap([[null, 1n]]), "type conversion error from 'null_type' to 'string'"],
    ["no value", Optional.none, "optional.none() dereference"],
    ["a type", new TypeValue("int"), "type conversion not supported for 'type'"],
    ["a hierarchy", new Hierarchy(["a"]), "unsupported native conversion from hierarchy to '*structpb.Value'"],
    [
      "a trust domain",
      new SpiffeTrustDomain("a"),
      "unsupported native conversion from SPIFFETrustDomain to '*structpb.Value'",
    ],
    ["an address", new Ip(4, 1n), "unsupported type conversion to '*structpb.Value'"],
  ])("refuses %s", (_, value, message) => expect(toJson(value)).toEqual(new CelError(message)));

  it("stops at values that are too deep or multiply too often", () => {
    let deep: CelValue = 1n;
    let wide: CelValue = "x";
    for (let level = 0; level < 5000; level += 1) deep = [deep];
    for (let level = 0; level < 40; level += 1) wide = [wide, wide];
    expect(toJson(deep)).toEqual(new CelError("value exceeds nesting limit of 1000"));
    expect(toJson(wide)).toEqual(new CelError("value exceeds size limit of JSON"));
  });
});

describe("jsonText", () => {
  it.each<[CelValue, string]>([
    [-0, "-0"],
    [1e21, "1e+21"],
    [1e-7, "1e-7"],
    [{ b: 1, a: { z: 1, y: 2 } }, '{"a":{"y":2,"z":1},"b":1}'],
    [{ "\uffff": 1, "😀": 2 }, '{"\uffff":1,"😀":2}'],
    [
      '<>&\u2028\u2029é"\\\n\b\v\u0001\u007f/',
      '"\\u003c\\u003e\\u0026\\u2028\\u2029é\\"\\\\\\n\\b\\u000b\\u0001\u007f/"',
    ],
    [[[], {}, null, true], "[[],{},null,true]"],
  ])("%j", (value, text) => expect(jsonText(value)).toBe(text));

  it("is JSON that says the same", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(jsonText(value as CelValue) as string)).toEqual(value);
      }),
    );
  });
});
