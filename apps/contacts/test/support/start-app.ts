import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeTemplate } from "../../src/data/pglite-cluster.js";
import { packageRoot } from "../../src/package-root.js";

export interface AppOptions {
  /** Beside a free PORT and DEV_IDP_PORT, and DATA_DIR. Nothing else of this process's environment reaches the app. */
  readonly env?: Readonly<Record<string, string>>;
  /** Kept when the app stops. Default: a new one that is removed. */
  readonly dataDir?: string;
}

/** The built app as a process of its own. */
export interface StartedApp {
  /** Where people reach it. */
  readonly url: string;
  /** The issuer of its identity provider, as its third line says. */
  readonly idpIssuer: string;
  readonly pid: number;
  readonly dataDir: string;
  /** Everything it wrote so far, standard output and error. */
  readonly output: { readonly stdout: string; readonly stderr: string };
  /** Sends a signal and resolves with the exit code, or the signal that ended it. Default SIGTERM. */
  stop(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals>;
}

/** How a process that was not expected to serve ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const running = new Set<ChildProcess>();

/** Ends the apps that a test which failed on its way has left; for `afterEach`. */
export function endLeftApps(): void {
  for (const child of running) child.kill("SIGKILL");
}

const STARTS_WITHIN = 30_000;

/**
 * Starts `dist/server/main.js` on free ports and waits until it has printed its three lines. Build first.
 * @throws with what it wrote, when it ends instead.
 */
export async function startApp(options: AppOptions = {}): Promise<StartedApp> {
  const { child, output, dataDir, removeData } = await spawnApp(options);
  const exited = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  const deadline = Date.now() + STARTS_WITHIN;
  while (output.stdout.split("\n").length <= 3) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      child.kill("SIGKILL");
      removeData();
      throw new Error(`The app did not start:\n${output.stdout}${output.stderr}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const found = /https?:\/\/\S+/g;
  const [url = ""] = output.stdout.split("\n")[0]?.match(found) ?? [];
  const [idpIssuer = ""] = output.stdout.split("\n")[2]?.match(found) ?? [];
  return {
    url,
    idpIssuer,
    pid: child.pid ?? 0,
    dataDir,
    output,
    async stop(signal = "SIGTERM") {
      child.kill(signal);
      const [code, killedBy] = await exited;
      removeData();
      return code ?? killedBy ?? 0;
    },
  };
}

/** Runs the app where it should refuse to start, to its end. */
export async function runToEnd(options: AppOptions = {}): Promise<Ended> {
  const { child, output, removeData } = await spawnApp(options);
  const timer = setTimeout(() => child.kill("SIGKILL"), STARTS_WITHIN);
  const [code] = (await once(child, "close")) as [number | null];
  clearTimeout(timer);
  removeData();
  return { code, ...output };
}

async function spawnApp({ env = {}, dataDir }: AppOptions) {
  const main = join(packageRoot, "dist/server/main.js");
  if (!existsSync(main)) throw new Error("Build first: npm run build");
  if (env.DATABASE_URL === undefined) await makeTemplate();
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), "contacts-app-"));
  const child: ChildProcess = spawn(process.execPath, [main], {
    cwd: folder, // No .env of the developer's here.
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      PORT: "0",
      DEV_IDP_PORT: "0",
      DATA_DIR: join(folder, ".data"),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    output.stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    output.stderr += text;
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  const removeData = () => {
    if (dataDir === undefined) rmSync(folder, { recursive: true, force: true });
  };
  return { child, output, dataDir: folder, removeData };
}
