import { checkClients, type DevClient, defaultClient } from "./clients.js";
import { throwProblems } from "./errors.js";
import { type Environment, refuseProduction, refuseReachableHost } from "./refusal.js";
import { unknownMembers } from "./shape.js";
import { checkSwitches, type Switches } from "./switches.js";
import type { DevUserInput } from "./users/user.js";

/** Options of {@link createDevIdp}; all may be left out. */
export interface DevIdpOptions {
  /** Default `127.0.0.1`, so that it is another site than an application on `localhost` (DEV-1). */
  readonly host?: string | undefined;
  /** Default 9090; 0 takes any free port. */
  readonly port?: number | undefined;
  /** Default: one client for `appBaseUrl`. */
  readonly clients?: readonly DevClient[] | undefined;
  /** The application's address, for the default client. Default `http://localhost:8080`. */
  readonly appBaseUrl?: string | undefined;
  /** Added to the default users; a login that is there already changes only the members named here (DEV-4). */
  readonly users?: readonly DevUserInput[] | undefined;
  /** A `.json`, `.yaml` or `.yml` file with `users` and `switches`, read again when it changes (DEV-4). */
  readonly configFile?: string | undefined;
  /** The folder that keeps the keys between starts (DEV-9). Default: keys live as long as the process. */
  readonly dataDir?: string | undefined;
  /** Makes keys and token ids repeatable for snapshots (DEV-9). Not together with `dataDir`. */
  readonly seed?: string | undefined;
  /** See {@link Switches}; can be changed later with `set` (DEV-8). */
  readonly switches?: Partial<Switches> | undefined;
  /** Gets one line per event, and the environment variables at the start (DEV-11). Default: silence. */
  readonly log?: ((line: string) => void) | undefined;
  /** Accept a `host` that other machines can reach (DEV-1). Default false. */
  readonly iKnowThisIsInsecure?: boolean | undefined;
  /** Where NODE_ENV is looked up. Default `process.env`. */
  readonly environment?: Environment | undefined;
}

/** The options with every default filled in. */
export interface ResolvedOptions {
  readonly host: string;
  readonly port: number;
  readonly clients: readonly [DevClient, ...DevClient[]];
  readonly users: readonly DevUserInput[];
  readonly configFile: string | undefined;
  readonly dataDir: string | undefined;
  readonly seed: string | undefined;
  readonly switches: Partial<Switches>;
  readonly log: (line: string) => void;
  readonly acceptAnyHost: boolean;
  readonly environment: Environment;
}

const names = [
  "host",
  "port",
  "clients",
  "appBaseUrl",
  "users",
  "configFile",
  "dataDir",
  "seed",
  "switches",
  "log",
  "iKnowThisIsInsecure",
  "environment",
];

/**
 * Checks the options and fills in the defaults.
 * @throws DevIdpError `ERR_REFUSED` in production or on a reachable host, `ERR_OPTIONS` naming every problem
 */
export function resolveOptions(options: DevIdpOptions): ResolvedOptions {
  const environment = options.environment ?? process.env;
  refuseProduction(environment);

  const { host = "127.0.0.1", port = 9090, appBaseUrl = "http://localhost:8080" } = options;
  const problems = unknownMembers({ ...options }, names, "options");
  if (typeof host !== "string" || !/^[A-Za-z0-9.:_-]+$/.test(host)) {
    problems.push(`host: ${JSON.stringify(host)} is neither a host name nor an address`);
  } else refuseReachableHost(host, options.iKnowThisIsInsecure === true);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    problems.push("port: must be a whole number from 0 to 65535");
  if (!isWebAddress(appBaseUrl)) problems.push("appBaseUrl: must be an address such as http://localhost:8080");
  if (options.users !== undefined && !Array.isArray(options.users)) problems.push("users: must be a list");
  if (options.clients !== undefined && !Array.isArray(options.clients)) problems.push("clients: must be a list");
  if (options.seed !== undefined && options.dataDir !== undefined) {
    problems.push("seed and dataDir exclude each other: repeatable keys are not stored");
  }
  const clients = checkClients(
    options.clients ?? (isWebAddress(appBaseUrl) ? [defaultClient(appBaseUrl)] : []),
    problems,
  );
  const switches = checkSwitches(options.switches, "switches", problems);
  const [firstClient, ...otherClients] = clients;
  throwProblems("The options of the development identity provider are not usable", problems);
  return {
    host,
    port,
    clients: [firstClient ?? defaultClient(appBaseUrl), ...otherClients],
    users: options.users ?? [],
    configFile: options.configFile,
    dataDir: options.dataDir,
    seed: options.seed,
    switches,
    log: options.log ?? (() => {}),
    acceptAnyHost: options.iKnowThisIsInsecure === true,
    environment,
  };
}

function isWebAddress(value: unknown): value is string {
  return typeof value === "string" && /^https?:\/\/[^/?#]+/.test(value) && URL.canParse(value);
}
