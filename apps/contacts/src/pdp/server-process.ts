import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { packageRoot } from "../package-root.js";
import { StartError } from "../start-error.js";

/** A Cerbos server that answers. */
export interface ServerProcess {
  readonly httpUrl: string;
  readonly grpcAddress: string;
  /** The process to end when the server should; its guard. */
  readonly pid: number | undefined;
  /** Resolves when the server has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Resolves when it has ended. */
  stop(): Promise<void>;
}

const READY_WITHIN = 15_000;
const ATTEMPTS = 5;

/**
 * Starts `cerbos server` with the policies of a folder on two free loopback ports and waits until it serves.
 * Somebody else may take a port between its choice and its use; then it starts again on others.
 * @throws StartError with Cerbos's own words when it does not come up, for example because a policy is wrong.
 */
export async function startServer(executable: string, policies: string): Promise<ServerProcess> {
  for (let attempt = 1; ; attempt++) {
    const [httpPort, grpcPort] = await freePorts();
    const guard = spawnGuarded(executable, policies, httpPort, grpcPort);
    const output = collect(guard);
    const ended = endOf(guard);
    const stop = async () => {
      guard.stdin?.end();
      await ended;
    };
    if (await serves(`http://127.0.0.1:${httpPort}`, guard)) {
      return {
        httpUrl: `http://127.0.0.1:${httpPort}`,
        grpcAddress: `127.0.0.1:${grpcPort}`,
        pid: guard.pid,
        ended,
        stop,
      };
    }
    await stop();
    if (attempt < ATTEMPTS && /address already in use/i.test(output())) continue;
    throw new StartError(
      `The Cerbos PDP did not start:\n${output().trim() || `no answer in ${READY_WITHIN / 1000} s`}`,
    );
  }
}

function spawnGuarded(executable: string, policies: string, httpPort: number, grpcPort: number): ChildProcess {
  const guard = join(packageRoot, "dist/server/pdp/guard.js");
  const settings = [
    `server.httpListenAddr=127.0.0.1:${httpPort}`,
    `server.grpcListenAddr=127.0.0.1:${grpcPort}`,
    "server.adminAPI.enabled=false",
    "telemetry.disabled=true",
    "storage.driver=disk",
    "storage.disk.directory=.",
  ];
  const flags = ["server", "--log-level=error", ...settings.map((setting) => `--set=${setting}`)];
  return spawn(process.execPath, [guard, executable, ...flags], {
    // Cerbos starts inside the folder: a path with a comma, a quote or a space could not be passed as a setting.
    cwd: policies,
    // Variables meant for another Cerbos, such as CERBOS_CONFIG, must not reach this one.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR },
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
}

/** Resolves when the guard has ended. Should it have been killed itself, the server is still there, in the guard's process group. */
function endOf(guard: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    guard.once("error", () => resolve());
    guard.once("exit", () => {
      try {
        if (guard.pid !== undefined) process.kill(-guard.pid, "SIGKILL");
      } catch {
        // Nobody is left in the group, as it should be.
      }
      resolve();
    });
  });
}

/** The last of what the process writes, for the error message should it fail. */
function collect(child: ChildProcess): () => string {
  let text = "";
  const add = (chunk: Buffer) => {
    text = (text + chunk.toString("utf8")).slice(-4_000);
  };
  child.stdout?.on("data", add);
  child.stderr?.on("data", add);
  child.once("error", (error) => add(Buffer.from(error.message)));
  return () => text;
}

async function serves(url: string, guard: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + READY_WITHIN;
  while (Date.now() < deadline && guard.exitCode === null && guard.signalCode === null && guard.pid !== undefined) {
    const response = await fetch(`${url}/_cerbos/health`, { signal: AbortSignal.timeout(1_000) }).catch(
      () => undefined,
    );
    await response?.body?.cancel();
    if (response?.ok) return true;
    await sleep(30);
  }
  return false;
}

/** Two different ports that are free at this moment. */
async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()] as const;
  const ports = await Promise.all(
    servers.map(async (server) => {
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      const address = server.address();
      return typeof address === "object" && address !== null ? address.port : 0;
    }),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return [ports[0] ?? 0, ports[1] ?? 0];
}
