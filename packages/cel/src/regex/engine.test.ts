import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

describe("where Node cannot load an engine", () => {
  beforeEach(() => {
    vi.resetModules();
    vi.spyOn(process, "getBuiltinModule").mockReturnValue(undefined);
  });
  afterEach(() => vi.restoreAllMocks());

  const missing = 'regular expression needs an engine that is not loaded: import "@gatehouse/cel/re2"';

  it("plain patterns work, others say what is missing", async () => {
    const { compileRegex, regexProblem } = await import("./compile.js");
    expect(compileRegex("^[a-z]+$")).toHaveProperty("groupCount", 0);
    expect(compileRegex("(a*)*b")).toHaveProperty("message", missing);
    expect(regexProblem("(a*)*b")).toBeUndefined();
  });

  it("the entry re2 brings it", async () => {
    const { compileRegex } = await import("./compile.js");
    const plain = compileRegex("^[a-z]+$") as { test(text: string): unknown };
    const long = "a".repeat(200_000);
    expect(compileRegex("(a*)*b")).toHaveProperty("message", missing);
    expect(plain.test(long)).toHaveProperty("message", missing);
    await import("../re2.js");
    expect(compileRegex("(a*)*b")).toHaveProperty("groupCount", 1);
    expect(plain.test(long)).toBe(true);
  });
});

describe("in Node", () => {
  it("the engine loads with the first pattern that needs it", async () => {
    vi.resetModules();
    const { regexEngine } = await import("./engine.js");
    expect(regexEngine()?.compile("a").test("a")).toBe(true);
  });
});
