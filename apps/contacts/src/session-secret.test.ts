import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keptSessionSecret } from "./session-secret.js";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "contacts-secret-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("keptSessionSecret", () => {
  it("is made once and kept, for the owner alone", () => {
    const secret = keptSessionSecret(folder);
    expect(secret.length).toBeGreaterThanOrEqual(43);
    expect(keptSessionSecret(folder)).toBe(secret);
    expect(readdirSync(folder)).toEqual(["session-secret"]);
    expect(statSync(join(folder, "session-secret")).mode & 0o777).toBe(0o600);
  });

  it("refuses a file that was cut short", () => {
    writeFileSync(join(folder, "session-secret"), "short\n");
    expect(() => keptSessionSecret(folder)).toThrow("delete it and start again");
  });
});
