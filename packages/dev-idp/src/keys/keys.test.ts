import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CompactSign, compactVerify, importJWK } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keyRing } from "./key-ring.js";
import { seededKey } from "./seeded-key.js";

let folder: string;
let dataDir: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dev-idp-"));
  dataDir = join(folder, "nested", "data");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const unused = () => {};
const path = () => join(dataDir, "dev-idp-keys.json");

describe("the key of a seed", () => {
  it("is a working RSA key of 2048 bits, always the same", async () => {
    const key = seededKey("a seed");
    expect(Buffer.from(key.n, "base64url")).toHaveLength(256);
    expect(seededKey("a seed")).toEqual(key);
    expect(seededKey("another seed").n).not.toBe(key.n);
    const signed = await new CompactSign(Buffer.from("text"))
      .setProtectedHeader({ alg: "RS256" })
      .sign(await importJWK({ ...key }, "RS256"));
    const { kty, n, e } = key;
    await compactVerify(signed, await importJWK({ kty, n, e }, "RS256"));
  });
});

describe("the key ring", () => {
  it("stores its keys for the owner only and finds them again", async () => {
    const first = await keyRing({ dataDir, seed: undefined });
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    const second = await keyRing({ dataDir, seed: undefined });
    expect(second.signing()).toEqual(first.signing());
    expect(second.cookies).toEqual(first.cookies);
  });

  it("closes a file that others could read", async () => {
    await keyRing({ dataDir, seed: undefined });
    writeFileSync(path(), readFileSync(path()), { mode: 0o644 });
    const { chmodSync } = await import("node:fs");
    chmodSync(path(), 0o644);
    await keyRing({ dataDir, seed: undefined });
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  it("rotates: the standby key signs at once, and at most five keys are kept", async () => {
    const ring = await keyRing({ dataDir: undefined, seed: "ring" });
    const kids = () => ring.signing().map(({ kid }) => kid);
    const [active, standby] = kids();
    let changes = 0;
    const rotated = ring.rotate(() => {
      changes += 1;
    });
    expect(kids().slice(0, 2)).toEqual([standby, active]);
    await rotated;
    expect(kids()).toHaveLength(3);
    expect([kids()[0], kids()[2], changes]).toEqual([standby, active, 2]);
    await Promise.all([ring.rotate(unused), ring.rotate(unused), ring.rotate(unused)]);
    expect(kids()).toHaveLength(5);
    expect(new Set(kids()).size).toBe(5);
    expect(kids()).not.toContain(active);
  });

  it("stores what it rotated", async () => {
    const ring = await keyRing({ dataDir, seed: undefined });
    await ring.rotate(unused);
    expect((await keyRing({ dataDir, seed: undefined })).signing()).toEqual(ring.signing());
  });

  it.each([
    ["", "it is not JSON"],
    ["[]", "it does not hold the signing keys"],
    [`{"signing":[{"kid":"a"},{"kid":"b"}],"cookies":["c"]}`, "it does not hold the signing keys"],
  ])("does not use a file with %j", async (text, why) => {
    const ring = await keyRing({ dataDir, seed: undefined });
    writeFileSync(path(), text);
    await expect(keyRing({ dataDir, seed: undefined })).rejects.toThrow(why);
    writeFileSync(path(), JSON.stringify({ signing: ring.signing(), cookies: [] }));
    await expect(keyRing({ dataDir, seed: undefined })).rejects.toThrow("it does not hold the cookie keys");
  });
});
