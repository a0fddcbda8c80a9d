import { describe, expect, it } from "vitest";
import { seals } from "./seal.js";

const OLD = "the-old-secret-of-at-least-thirty-two-bytes";
const NEW = "the-new-secret-of-at-least-thirty-two-bytes";
const soon = () => Date.now() / 1000 + 60;

describe("seals", () => {
  it("opens what it sealed, for its purpose and under its name only (ENC-1, ENC-2)", async () => {
    const { seal, open } = seals([NEW], Date.now);
    const sealed = await seal("session", "gh", { a: 1 }, soon());
    expect(await open("session", "gh", sealed)).toEqual({ value: { a: 1 }, current: true });
    expect(await open("session", "other", sealed)).toEqual({ rejected: "wrong_name" });
    expect(await open("tx", "gh", sealed)).toEqual({ rejected: "unknown_key" });
    expect(await seal("session", "gh", { a: 1 }, soon())).not.toBe(sealed);
  });

  it("shows none of the content, and no more of the header than it must", async () => {
    const sealed = await seals([NEW], Date.now).seal("session", "gh", { secret: "canary" }, soon());
    expect(Buffer.from(sealed, "base64url").toString("latin1")).not.toContain("canary");
    const header = JSON.parse(Buffer.from(sealed.split(".")[0] ?? "", "base64url").toString());
    expect(Object.keys(header).sort()).toEqual(["alg", "cn", "enc", "exp", "kid"]);
    expect(header).toMatchObject({ alg: "dir", enc: "A256GCM", kid: expect.stringMatching(/^[0-9a-f]{8}$/) });
  });

  it("opens with any secret, and says when it was not the first (ENC-3)", async () => {
    const sealed = await seals([OLD], Date.now).seal("session", "gh", 1, soon());
    expect(await seals([NEW, OLD], Date.now).open("session", "gh", sealed)).toEqual({ value: 1, current: false });
    expect(await seals([NEW], Date.now).open("session", "gh", sealed)).toEqual({ rejected: "unknown_key" });
  });

  it("does not open what is late, changed or no JWE (ENC-5)", async () => {
    let now = Date.now();
    const { seal, open } = seals([NEW], () => now);
    const sealed = await seal("session", "gh", 1, now / 1000 + 60);
    for (let index = 0; index < sealed.length; index += 7) {
      const changed = `${sealed.slice(0, index)}${sealed[index] === "A" ? "B" : "A"}${sealed.slice(index + 1)}`;
      if (changed !== sealed) expect(await open("session", "gh", changed)).toHaveProperty("rejected");
    }
    for (const garbage of ["", ".", "a.b.c.d.e", "x".repeat(5000)])
      expect(await open("session", "gh", garbage)).toHaveProperty("rejected");
    now += 61_000;
    expect(await open("session", "gh", sealed)).toEqual({ rejected: "expired" });
  });
});
