import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { HTTP } from "@cerbos/http";
import type { Decisions } from "@gatehouse/express";
import { packageRoot } from "../package-root.js";
import { cerbosExecutable } from "./executable.js";
import type { Pdp } from "./pdp.js";
import { type ServerProcess, startServer } from "./server-process.js";

export interface EmbeddedOptions {
  /** Default: the policies of this app. */
  readonly policies?: string;
  readonly warn: (message: string) => void;
}

/** A PDP that the app started itself. */
export interface EmbeddedPdp extends Pdp {
  /** The guard's process id and the server's addresses; they change when it had to be started again. */
  server(): ServerProcess | undefined;
}

const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 10_000;
/** A server that lived this long was well; the pauses begin anew. */
const WELL_AFTER = 30_000;

/**
 * The real Cerbos with the app's policies, as a process that ends with this one. When it dies in between, questions fail
 * until it is back: it is started again, with growing pauses should it die again.
 * @throws StartError when there is none for this machine, or the first start fails.
 */
export async function startEmbeddedPdp(options: EmbeddedOptions): Promise<EmbeddedPdp> {
  const { policies = join(packageRoot, "policies"), warn } = options;
  const executable = cerbosExecutable();
  const closing = new AbortController();
  let server: ServerProcess | undefined;
  let client: Decisions = unavailable;

  const start = async () => {
    server = await startServer(executable.path, policies);
    client = new HTTP(server.httpUrl);
    if (closing.signal.aborted) void server.stop();
  };

  const keepRunning = async () => {
    let pause = FIRST_PAUSE;
    while (!closing.signal.aborted) {
      const since = Date.now();
      await server?.ended;
      server = undefined;
      client = unavailable;
      if (closing.signal.aborted) return;
      if (Date.now() - since > WELL_AFTER) pause = FIRST_PAUSE;
      warn(`The embedded PDP ended; starting it again in ${pause} ms.`);
      await sleep(pause, undefined, { signal: closing.signal, ref: false }).catch(() => {});
      pause = Math.min(2 * pause, LONGEST_PAUSE);
      if (!closing.signal.aborted) await start().catch((error: Error) => warn(error.message));
    }
    await server?.ended;
  };

  await start();
  const kept = keepRunning();

  return {
    decisions: {
      isAllowed: (request, options) => client.isAllowed(request, options),
      checkResources: (request, options) => client.checkResources(request, options),
    },
    description: `Cerbos ${executable.version}, embedded`,
    server: () => server,
    async close() {
      closing.abort();
      await server?.stop();
      await kept;
    },
  };
}

const notRunning = () => Promise.reject(new Error("The embedded PDP is not running at the moment."));

const unavailable: Decisions = { isAllowed: notRunning, checkResources: notRunning };
