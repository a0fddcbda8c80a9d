import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockDirectory } from "./directory-lock.js";

let folder: string;
let directory: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "contacts-lock-"));
  directory = join(folder, "postgres");
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("lockDirectory", () => {
  it("lets one in, and the next when that one is done", () => {
    const unlock = lockDirectory(directory);
    unlock();
    unlock();
    lockDirectory(directory)();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.runIf(process.platform === "linux")("names the process that has it", () => {
    const unlock = lockDirectory(directory);
    expect(() => lockDirectory(directory)).toThrow(
      `Process ${process.pid} already keeps its contacts in ${directory}.`,
    );
    expect(readdirSync(folder)).toEqual(["postgres.lock"]);
    unlock();
  });

  it("takes over from a process that is gone", () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    writeFileSync(`${directory}.lock`, JSON.stringify({ pid, startedAt: "1" }));
    const unlock = lockDirectory(directory);
    expect(readdirSync(folder)).toEqual(["postgres.lock"]);
    unlock();
  });

  it.runIf(process.platform === "linux")("is not fooled by another process with the same id", () => {
    for (const pid of [process.pid, process.ppid]) {
      writeFileSync(`${directory}.lock`, JSON.stringify({ pid, startedAt: "1" }));
      lockDirectory(directory)();
    }
    expect(existsSync(`${directory}.lock`)).toBe(false);
  });

  it.each(["", "{", "null", '{"pid":"x"}'])("takes over from a lock that says nothing: %j", (text) => {
    writeFileSync(`${directory}.lock`, text);
    lockDirectory(directory)();
  });
});
