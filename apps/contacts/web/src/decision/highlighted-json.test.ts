import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { highlightedJson } from "./highlighted-json.js";

describe("highlighted JSON", () => {
  it("loses and adds nothing", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = highlightedJson({ value })
          .map((token) => token.text)
          .join("");
        expect(text).toBe(JSON.stringify({ value }, null, 2));
      }),
    );
  });

  it("tells effects, keys and other values apart", () => {
    const tokens = highlightedJson({
      results: { read: "EFFECT_ALLOW", delete: "EFFECT_DENY" },
      n: -1.5e3,
      "a:b": "c: d",
    });
    expect(tokens.filter((token) => token.kind !== "plain")).toEqual([
      { kind: "key", text: '"results"' },
      { kind: "key", text: '"read"' },
      { kind: "allow", text: '"EFFECT_ALLOW"' },
      { kind: "key", text: '"delete"' },
      { kind: "deny", text: '"EFFECT_DENY"' },
      { kind: "key", text: '"n"' },
      { kind: "literal", text: "-1500" },
      { kind: "key", text: '"a:b"' },
      { kind: "string", text: '"c: d"' },
    ]);
  });
});
