import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ExpiringMap } from "./expiring-map.js";
import { storage } from "./storage.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the storage of the provider", () => {
  it("keeps as many records as there are, each to its time (trap 14)", async () => {
    const codes = storage(() => 0)("AuthorizationCode");
    for (let index = 0; index < 3000; index++) await codes.upsert(`code-${index}`, { jti: `code-${index}` }, 60);
    expect(await codes.find("code-0")).toBeDefined();
    vi.advanceTimersByTime(60_001);
    expect(await codes.find("code-0")).toBeUndefined();
  });

  it("a revoked grant takes its tokens with it and leaves the running login alone (trap 10)", async () => {
    const adapter = storage(() => 0);
    const [tokens, refreshTokens, logins] = [adapter("AccessToken"), adapter("RefreshToken"), adapter("Interaction")];
    await tokens.upsert("t", { grantId: "g" }, 60);
    await tokens.upsert("other", { grantId: "h" }, 60);
    await refreshTokens.upsert("r", { grantId: "g" }, 60);
    await logins.upsert("l", { grantId: "g" }, 60);
    for (const model of [tokens, refreshTokens, logins]) await model.revokeByGrantId("g");
    expect(await tokens.find("t")).toBeUndefined();
    expect(await refreshTokens.find("r")).toBeUndefined();
    expect(await tokens.find("other")).toBeDefined();
    expect(await logins.find("l")).toBeDefined();
  });

  it("shows a used refresh token as unused for the leeway, counted from its first use (trap 11)", async () => {
    const tokens = storage(() => 30)("RefreshToken");
    await tokens.upsert("r", { jti: "r" }, 3600);
    await tokens.consume("r");
    vi.advanceTimersByTime(20_000);
    await tokens.consume("r");
    expect(await tokens.find("r")).not.toHaveProperty("consumed");
    vi.advanceTimersByTime(11_000);
    expect(await tokens.find("r")).toHaveProperty("consumed");
  });

  it("shows a used code as used at once", async () => {
    const codes = storage(() => 30)("AuthorizationCode");
    await codes.upsert("c", { jti: "c" }, 300);
    await codes.consume("c");
    expect(await codes.find("c")).toHaveProperty("consumed");
  });

  it("finds sessions by uid until they are gone", async () => {
    const sessions = storage(() => 0)("Session");
    await sessions.upsert("s", { uid: "u" }, 60);
    expect(await sessions.findByUid("u")).toEqual({ uid: "u" });
    await sessions.destroy("s");
    expect(await sessions.findByUid("u")).toBeUndefined();
    expect(await sessions.findByUserCode("any")).toBeUndefined();
  });
});

describe("the expiring map", () => {
  it("keeps an entry without a time for ever", () => {
    const map = new ExpiringMap<string>();
    map.set("key", "value", undefined);
    vi.advanceTimersByTime(10 ** 12);
    expect(map.get("key")).toBe("value");
  });
});
