import { describe, expect, it } from "vitest";
import { isLoopback, refuseProduction } from "./refusal.js";

describe("loopback addresses", () => {
  it.each(["localhost", "LOCALHOST", "127.0.0.1", "127.1.2.255", "::1", "[::1]"])("%s is one", (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each([
    "0.0.0.0",
    "::",
    "10.0.0.1",
    "128.0.0.1",
    "127.0.0.256",
    "127.0.0.1.nip.io",
    "localhost.example.com",
    "127.1",
  ])("%s is none, or may become none", (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});

describe("production", () => {
  it.each([undefined, "", "development", "test", "staging"])("NODE_ENV=%s is not it", (NODE_ENV) => {
    expect(() => refuseProduction({ NODE_ENV })).not.toThrow();
  });

  it.each(["production", "Production", " production "])("NODE_ENV=%j is it", (NODE_ENV) => {
    expect(() => refuseProduction({ NODE_ENV })).toThrow(/lets anybody sign in as anybody/);
  });
});
