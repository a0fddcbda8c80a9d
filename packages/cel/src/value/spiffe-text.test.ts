import { describe, expect, it } from "vitest";
import { CelError } from "./error.js";
import { parseSpiffeId, parseSpiffeTrustDomain } from "./spiffe-text.js";

describe("a SPIFFE id", () => {
  it.each(["spiffe://a.b", "spiffe://a_b-1.c/ns/web", "spiffe://a/A_b-c.d/..."])("%s keeps its text", (text) =>
    expect(String(parseSpiffeId(text))).toBe(text),
  );

  it.each([
    ["", "cannot be empty"],
    ["example.org/a", "scheme is missing or invalid"],
    ["SPIFFE://a/b", "scheme is missing or invalid"],
    ["spiffe:///a", "trust domain is missing"],
    [
      "spiffe://A/b",
      "trust domain characters are limited to lowercase letters, numbers, dots, dashes, and underscores",
    ],
    ["spiffe://a/", "path cannot have a trailing slash"],
    ["spiffe://a/b/", "path cannot have a trailing slash"],
    ["spiffe://a//b", "path cannot contain empty segments"],
    ["spiffe://a//", "path cannot contain empty segments"],
    ["spiffe://a/./b", "path cannot contain dot segments"],
    ["spiffe://a/b/..", "path cannot contain dot segments"],
    ["spiffe://a/é", "path segment characters are limited to letters, numbers, dots, dashes, and underscores"],
  ])("%s is refused: %s", (text, reason) => expect(parseSpiffeId(text)).toEqual(new CelError(reason)));
});

describe("a trust domain", () => {
  it("is read from its name and from an id", () => {
    expect(parseSpiffeTrustDomain("a.b")).toMatchObject({ name: "a.b" });
    expect(parseSpiffeTrustDomain("spiffe://a.b/c")).toMatchObject({ name: "a.b" });
  });

  it.each([
    ["", "trust domain is missing"],
    ["a/b", "trust domain characters are limited to lowercase letters, numbers, dots, dashes, and underscores"],
    ["spiffe:/a", "scheme is missing or invalid"],
  ])("%s is refused: %s", (text, reason) => expect(parseSpiffeTrustDomain(text)).toEqual(new CelError(reason)));
});
