import { describe, expect, it } from "vitest";
import { returnTarget } from "./return-to.js";
import { settings } from "./settings.js";

const app = settings({
  issuer: "https://op.example",
  clientId: "c",
  appBaseUrl: "https://app.example",
  session: { secret: "a-secret-of-at-least-thirty-two-bytes!" },
  trustedOrigins: ["https://other.example"],
});

describe("returnTarget (section 11)", () => {
  it.each([
    "//e.example",
    "/\\e.example",
    "/\\/e.example",
    "\\\\e.example",
    "https:/\\e.example",
    "http:e.example",
    "https://e.example",
    "https://app.example@e.example",
    "https://app.example.e.example",
    "https://other.example:444/",
    "/\t/e.example",
    "%2f%2fe.example",
    "javascript:alert(1)",
    "data:,x",
    `/${"x".repeat(1024)}`,
    "/login",
    "/login/",
    "/logout",
    "/authorization-code/callback?x",
    "/a/../login",
    "https://app.example/login?a",
    "",
    " /",
    "/\u0000",
    "/\n/e.example",
    "relative",
    "@e.example/",
    undefined,
    7,
    ["/a"],
  ])("TH-54: refuses %j", (value) => {
    expect(returnTarget(value, app)).toBeUndefined();
  });

  it.each([
    ["/", "https://app.example/"],
    ["/a?b=c#d", "https://app.example/a?b=c#d"],
    ["/é", "https://app.example/%C3%A9"],
    ["/..//x", "https://app.example//x"],
    ["/a@b", "https://app.example/a@b"],
    ["/search?to=https://e.example", "https://app.example/search?to=https://e.example"],
    ["https://app.example/a", "https://app.example/a"],
    ["https://other.example/a", "https://other.example/a"],
  ])("takes %j as an absolute URL", (value, url) => {
    expect(returnTarget(value, app)).toBe(url);
  });
});
