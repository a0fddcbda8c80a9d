import { describe, expect, it } from "vitest";
import { CelError, NO_SUCH_OVERLOAD } from "../value/error.js";
import type { CelValue } from "../value/value.js";
import { dispatcher } from "./define.js";
import { spiffe } from "./spiffe.js";

function call(name: string, ...args: readonly unknown[]) {
  const declared = spiffe.find((one) => one.name === name);
  if (declared === undefined) throw new Error(`${name} is not declared`);
  return dispatcher(declared, args.length)(args as readonly CelValue[]);
}

const id = (text: string) => call("spiffeID", text);
const trustDomain = (text: string) => call("spiffeTrustDomain", text);

describe("ids and trust domains", () => {
  it("show their parts", () => {
    expect(call("path", id("spiffe://a.b/c/d"))).toBe("/c/d");
    expect(call("path", id("spiffe://a.b"))).toBe("");
    expect(call("trustDomain", id("spiffe://a.b/c"))).toEqual(trustDomain("a.b"));
    expect(call("name", trustDomain("spiffe://a.b/c"))).toBe("a.b");
    expect(call("isMemberOf", id("spiffe://a.b/c"), trustDomain("a.b"))).toBe(true);
    expect(call("isMemberOf", id("spiffe://a.b/c"), trustDomain("a"))).toBe(false);
  });

  it("hand a trust domain's id out as the trust domain, as the reference does", () => {
    expect(call("id", trustDomain("a"))).toEqual(trustDomain("a"));
  });

  it("say what was not understood", () => {
    expect(id("x")).toEqual(new CelError("failed to parse SPIFFE ID: scheme is missing or invalid"));
    expect(trustDomain("")).toEqual(new CelError("failed to parse SPIFFE trust domain: trust domain is missing"));
    expect(call("path", "spiffe://a/b")).toBe(NO_SUCH_OVERLOAD);
  });
});

describe("matchers", () => {
  it.each<[string, unknown, boolean, boolean]>([
    ["any", call("spiffeMatchAny"), true, true],
    ["exact", call("spiffeMatchExact", "spiffe://a/b"), true, false],
    ["exact, of an id", call("spiffeMatchExact", id("spiffe://a/b")), true, false],
    ["one of", call("spiffeMatchOneOf", [id("spiffe://a/c"), "spiffe://a/b"]), true, false],
    ["one of none", call("spiffeMatchOneOf", []), false, false],
    ["trust domain", call("spiffeMatchTrustDomain", "a"), true, true],
    ["another trust domain", call("spiffeMatchTrustDomain", trustDomain("b")), false, false],
  ])("%s", (_, matcher, first, second) => {
    expect(call("matchesID", matcher, "spiffe://a/b")).toBe(first);
    expect(call("matchesID", matcher, id("spiffe://a/b"))).toBe(first);
    expect(call("matchesID", matcher, "spiffe://a/d")).toBe(second);
  });

  it("fail for what is no id", () => {
    const any = call("spiffeMatchAny");
    expect(call("matchesID", any, "x")).toEqual(new CelError("invalid SPIFFE ID: scheme is missing or invalid"));
    expect(call("matchesID", any, 5)).toBe(NO_SUCH_OVERLOAD);
    expect(call("spiffeMatchOneOf", ["x"])).toBe(NO_SUCH_OVERLOAD);
    expect(call("spiffeMatchOneOf", [5])).toEqual(new CelError("no such overload: spiffeMatchOneOf(list)"));
  });
});
