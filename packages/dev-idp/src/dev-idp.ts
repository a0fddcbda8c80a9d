import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type ApplicationEnvironment, applicationEnvironment, environmentLines } from "./environment.js";
import { DevIdpError } from "./errors.js";
import { failures } from "./http/failures.js";
import { router } from "./http/router.js";
import { identifiers } from "./identifiers.js";
import { keyRing } from "./keys/key-ring.js";
import { login } from "./login.js";
import { loginAs } from "./login-as.js";
import { type DevIdpOptions, type ResolvedOptions, resolveOptions } from "./options.js";
import { accessTokens } from "./provider/access-tokens.js";
import { oktaProvider } from "./provider/okta-provider.js";
import { storage } from "./provider/storage.js";
import { refuseProduction } from "./refusal.js";
import { type Settings, settings } from "./settings.js";
import type { Switches } from "./switches.js";
import type { DevUser } from "./users/user.js";

/** How long `close` lets answers finish that are being written, in milliseconds. */
const closeGrace = 300;

/** An Okta-shaped OpenID Provider for development and tests (okta.md section 7). */
export interface DevIdp {
  /** For example `http://127.0.0.1:9090/oauth2/default`; with port 0 it is final when `listen` has resolved. */
  readonly issuer: string;
  /** The users of this moment: the default ones, the option's and the file's. */
  readonly users: readonly DevUser[];
  /** What an application needs in its environment to use this provider (DEV-11). */
  readonly environment: ApplicationEnvironment;
  /** The switches of this moment (DEV-8). */
  readonly switches: Switches;
  /** Changes some switches, at once. @throws DevIdpError `ERR_OPTIONS`; then nothing changes */
  set(changes: Partial<Switches>): void;
  /**
   * Starts to answer. Calling it again while it runs does nothing.
   * @throws DevIdpError `ERR_PORT` when the port is taken, `ERR_KEY_FILE`, `ERR_REFUSED` in production
   */
  listen(): Promise<void>;
  /** Stops and ends all connections, idle ones at once. Sessions and tokens are forgotten. May be called again. */
  close(): Promise<void>;
  /**
   * The published standby key signs from now on, and a new standby key is published; the old one stays published.
   * An application that has fetched the keys before knows the new signer, as with Okta. Rotate twice to surprise it.
   * Resolves when the keys are stored.
   * @throws DevIdpError `ERR_NOT_LISTENING`, `ERR_KEY_FILE` when they cannot be stored
   */
  rotateKeys(): Promise<void>;
  /**
   * Signs a user in without a browser and without a session from before.
   * @param who login, the part of it before the `@`, or sub
   * @returns the callback URL at the application, with code and state or with an error
   * @throws DevIdpError `ERR_LOGIN_AS` when there is no such user or the request ended at an error page; `ERR_NOT_LISTENING`
   */
  loginAs(who: string, authorizeUrl: string | URL): Promise<string>;
}

interface Running {
  readonly server: Server;
  readonly issuer: string;
  readonly rotateKeys: () => Promise<void>;
}

/**
 * Makes a provider; it answers once `listen` has resolved.
 * @throws DevIdpError `ERR_REFUSED` in production or for a host that others can reach, `ERR_OPTIONS` naming everything
 *   that is wrong with the options, the users and the configuration file
 * @example
 * const idp = createDevIdp({ port: 0, clients: [{ clientId: "app", clientSecret: "secret", redirectUris: [callback] }] });
 * await idp.listen();
 */
export function createDevIdp(options: DevIdpOptions = {}): DevIdp {
  const resolved = resolveOptions(options);
  const log = (line: string) => resolved.log(line.replaceAll(/\p{Cc}+/gu, " "));
  const state = settings({ ...resolved, log });
  let starting: Promise<Running> | undefined;
  let running: Running | undefined;
  let closing: Promise<void> | undefined;

  let issuer = issuerAt(resolved.host, resolved.port);
  const environment = () => applicationEnvironment(issuer, resolved.clients[0]);

  return {
    get issuer() {
      return issuer;
    },
    get users() {
      return state.users().all;
    },
    get environment() {
      return environment();
    },
    get switches() {
      return state.switches();
    },
    set: (changes) => state.set(changes),
    async listen() {
      refuseProduction(resolved.environment);
      await closing;
      if (starting) return void (await starting);
      starting = start(resolved, state, log);
      try {
        running = await starting;
      } catch (error) {
        starting = undefined;
        throw error;
      }
      issuer = running.issuer;
      log(`listening: ${issuer}`);
      for (const line of environmentLines(environment())) log(line);
    },
    close() {
      closing ??= stop(starting).finally(() => {
        starting = undefined;
        running = undefined;
        closing = undefined;
      });
      return closing;
    },
    async rotateKeys() {
      if (!running) throw notListening();
      await running.rotateKeys();
    },
    async loginAs(who, authorizeUrl) {
      if (!running) throw notListening();
      return loginAs(who, authorizeUrl, { issuer, users: state.users() });
    },
  };
}

function notListening(): DevIdpError {
  return new DevIdpError(
    "ERR_NOT_LISTENING",
    "The development identity provider does not listen; call listen() first.",
  );
}

async function start(options: ResolvedOptions, state: Settings, log: (line: string) => void): Promise<Running> {
  const keys = await keyRing(options);
  const server = createServer();
  const issuer = issuerAt(options.host, await listening(server, options));
  const newId = identifiers(options.seed);
  const tokens = accessTokens({
    issuer,
    newId,
    signingKey() {
      const [active] = keys.signing();
      if (!active) throw new Error("a key ring always has a key");
      return active;
    },
  });
  const parts = {
    issuer,
    clients: options.clients,
    settings: state,
    keys,
    newId,
    storage: storage(() => state.switches().leeway),
    accessTokens: tokens,
    log,
  };
  let current = oktaProvider(parts);

  const handle = router({
    issuer,
    acceptAnyHost: options.acceptAnyHost,
    settings: state,
    accessTokens: tokens,
    failures: failures(state),
    login: (request, response) => login(request, response, { ...parts, provider: () => current.provider }),
    protocol: (request, response) => current.handler(request, response),
  });
  server.on("request", (request, response) => {
    handle(request, response).catch((error: unknown) => {
      log(`error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain" });
      response.end("Internal error; the log of the development identity provider has the details.\n");
    });
  });

  return {
    server,
    issuer,
    async rotateKeys() {
      await keys.rotate(() => {
        current = oktaProvider(parts);
      });
      log(`keys rotated: ${keys.signing()[0]?.kid ?? ""} signs now`);
    },
  };
}

/** Listens and gives the port; a taken port is the one failure that everybody meets. */
async function listening(server: Server, { host, port }: ResolvedOptions): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const why =
        error.code === "EADDRINUSE"
          ? `port ${port} is taken; choose another one, or 0 for any free port`
          : `${error.message}`;
      reject(
        new DevIdpError("ERR_PORT", `The development identity provider cannot listen on ${host}: ${why}`, [], error),
      );
    });
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function stop(starting: Promise<Running> | undefined): Promise<void> {
  const running = await starting?.catch(() => undefined);
  if (!running) return;
  const { server } = running;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const rest = setTimeout(() => server.closeAllConnections(), closeGrace);
  await closed;
  clearTimeout(rest);
}

function issuerAt(host: string, port: number): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}/oauth2/default`;
}
