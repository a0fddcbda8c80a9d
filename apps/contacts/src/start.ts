import { createServer, type RequestListener } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createApp } from "./app.js";
import type { Config } from "./config.js";
import { contactsIn } from "./data/contacts.js";
import { ping as pingDatabase } from "./data/database.js";
import { openDatabase } from "./data/open-database.js";
import { seedContacts } from "./data/seed.js";
import { NotReady } from "./http/health.js";
import { openLog } from "./http/log.js";
import { type IdentityProvider, openIdentityProvider } from "./identity/identity-provider.js";
import { listen } from "./listen.js";
import { packageRoot } from "./package-root.js";
import { openPdp } from "./pdp/open-pdp.js";
import { ping as pingPdp } from "./pdp/pdp.js";
import { keptSessionSecret } from "./session-secret.js";

/** The app, serving. */
export interface RunningApp {
  readonly url: string;
  /** What to tell the person who started it. */
  readonly lines: readonly string[];
  /** Lets requests under way finish, for a second at most, then ends everything that was started. */
  stop(): Promise<void>;
}

/** The start waits this long for the provider to answer; sign-in works as soon as it does. */
const PROVIDER_WITHIN = 2_000;

/**
 * Starts the app: its port first, so that one that is taken is known at once, then everything else side by side. Until all of
 * it is there, requests are answered 503.
 * @throws StartError in words for the person at the terminal; whatever had started is stopped again.
 */
export async function start(config: Config): Promise<RunningApp> {
  const log = openLog(config.logLevel);
  const sessionSecrets = config.sessionSecrets ?? [keptSessionSecret(config.dataDir)];

  let handle: RequestListener = starting;
  const server = await listen(
    createServer((req, res) => handle(req, res)),
    config,
  );
  const opened: (() => Promise<void>)[] = [];
  /** Remembers how to close what has opened, also when something beside it fails. */
  const open = async <T extends { close(): Promise<void> }>(part: Promise<T>): Promise<T> => {
    const it = await part;
    opened.push(() => it.close());
    return it;
  };
  const stop = async () => {
    await server.stop();
    await Promise.allSettled(opened.map((close) => close()));
  };

  const { port } = server;
  const parts = [
    open(openIdentityProvider({ config: config.identityProvider, sessionSecrets, dataDir: config.dataDir, port })),
    open(openPdp(config.pdp, (message) => log.warn(message))),
    open(openDatabase(config.database, (error) => log.warn({ err: error }, "An idle database connection broke"))),
  ] as const;
  try {
    const [identity, pdp, { database, description }] = await Promise.all(parts);
    if (config.seedContacts) await seedContacts(database);
    identity.signIn.on("event", ({ level, message, time: _, ...event }) => log[level](event, message));
    handle = createApp({
      appBaseUrl: identity.appBaseUrl,
      signIn: identity.signIn,
      decisions: pdp.decisions,
      contacts: contactsIn(database),
      policyVersion: config.policyVersion,
      readiness: {
        signIn: async () => {
          if (!isReady(identity)) throw new NotReady(identity.signIn.health().state);
        },
        pdp: () => pingPdp(pdp.decisions),
        database: () => pingDatabase(database),
      },
      pageFolder: join(packageRoot, "dist/web"),
      log,
    });
    await Promise.race([identity.signIn.ready(), sleep(PROVIDER_WITHIN, undefined, { ref: false })]);
    const provider = `${identity.description}${isReady(identity) ? "" : " (cannot be reached yet)"}`;
    return {
      url: identity.appBaseUrl,
      lines: [
        `Contacts is at ${identity.appBaseUrl}`,
        identity.users,
        `Identity provider: ${provider} | PDP: ${pdp.description}, policy version ${config.policyVersion} | Database: ${description}`,
      ],
      stop,
    };
  } catch (error) {
    await Promise.allSettled(parts);
    await stop();
    throw error;
  }
}

function isReady({ signIn }: IdentityProvider): boolean {
  return ["ready", "degraded"].includes(signIn.health().state);
}

const starting: RequestListener = (req, res) => {
  const alive = req.url === "/healthz";
  res.writeHead(alive ? 200 : 503, {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
    "Retry-After": "1",
  });
  res.end(JSON.stringify(alive ? { status: "ok" } : { error: "Starting" }));
};
