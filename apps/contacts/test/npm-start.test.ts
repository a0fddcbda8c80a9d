import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { descendants, stillRunning } from "./support/processes.js";
import { until } from "./support/until.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const npm = process.env.npm_execpath;

let started: ChildProcess | undefined;
let data = "";
afterEach(() => {
  started?.kill("SIGKILL");
  rmSync(data, { recursive: true, force: true });
});

describe.skipIf(npm === undefined)("npm start (skipped where these tests do not run under npm)", () => {
  it.each(["SIGINT", "SIGTERM", "SIGKILL"] as const)(
    "leaves nothing running when npm alone gets %s",
    async (signal) => {
      data = mkdtempSync(join(tmpdir(), "gatehouse-npm-start-"));
      const env = { PATH: process.env.PATH ?? "", HOME: data, PORT: "0", DEV_IDP_PORT: "0", DATA_DIR: data };
      const child = spawn(process.execPath, [npm ?? "", "start"], { cwd: root, env, detached: true });
      started = child;
      let output = "";
      child.stdout.on("data", (chunk) => {
        output += chunk;
      });
      await until(
        () => output,
        (text) => text.includes("Database: "),
        30_000,
      );
      const below = descendants(child.pid ?? 0);
      expect(below.length).toBeGreaterThanOrEqual(2);
      child.kill(signal);
      await until(
        () => stillRunning(below),
        (left) => left.length === 0,
      );
    },
  );
});
