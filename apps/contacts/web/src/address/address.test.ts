import { describe, expect, it } from "vitest";
import { formatAddress, loginLink, parseAddress } from "./address.js";

describe("the address of the page", () => {
  it.each([
    { q: "", after: null, contact: null },
    { q: "Smith & Söhne +1", after: null, contact: null },
    { q: "a=b&c", after: "cursor==", contact: "2f1c" },
  ])("survives the way through the URL: %o", (address) => {
    const url = new URL(formatAddress(address), "http://localhost:8080");
    expect(parseAddress(url.search)).toEqual(address);
  });

  it("is a bare path when nothing is searched", () => {
    expect(formatAddress({ q: "", after: null, contact: null })).toBe("/");
  });

  it("drops parameters that it does not know and empty ones", () => {
    expect(parseAddress("?utm=1&after=&q=x")).toEqual({ q: "x", after: null, contact: null });
  });
});

describe("the login link", () => {
  it("comes back to where the browser is", () => {
    expect(loginLink("/?q=Smith#x")).toBe("/login?returnTo=%2F%3Fq%3DSmith%23x");
  });

  it("says nothing about the start page, the default of the server", () => {
    expect(loginLink("/")).toBe("/login");
  });
});
