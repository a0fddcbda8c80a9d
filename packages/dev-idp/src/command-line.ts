import { parseArgs } from "node:util";
import { defaultClient } from "./clients.js";
import type { DevIdpOptions } from "./options.js";

/** The text of `--help`. */
export const help = `gatehouse-dev-idp: an Okta-shaped OpenID Provider for development. Never for production.

  --port NUMBER                    default 9090; 0 for any free port
  --host HOST                      default 127.0.0.1
  --app-base-url URL               the application, default http://localhost:8080
  --client-id ID                   default 0oa1gatehouseDev05d7
  --client-secret SECRET           default gatehouse-development-secret
  --redirect-uri URL               may be repeated; default <app>/authorization-code/callback
  --post-logout-redirect-uri URL   may be repeated; default <app>/
  --config FILE                    .json, .yaml or .yml with users and switches; read again when it changes
  --data-dir FOLDER                keep the keys between starts
  --seed TEXT                      the same keys at every start, for snapshots
  --i-know-this-is-insecure        listen on an address that other machines can reach
  --help

Prints the variables for the application's .env, then one line per event. Ctrl-C stops it.`;

const flags = {
  port: { type: "string" },
  host: { type: "string" },
  "app-base-url": { type: "string" },
  "client-id": { type: "string" },
  "client-secret": { type: "string" },
  "redirect-uri": { type: "string", multiple: true },
  "post-logout-redirect-uri": { type: "string", multiple: true },
  config: { type: "string" },
  "data-dir": { type: "string" },
  seed: { type: "string" },
  "i-know-this-is-insecure": { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** What the command is to do. */
export type Command = { readonly help: true } | { readonly help: false; readonly options: DevIdpOptions };

/**
 * Reads the command's arguments.
 * @throws Error with a message for the user when a flag is unknown or the port is no number
 */
export function commandLine(args: readonly string[]): Command {
  const { values } = parseArgs({ args: [...args], options: flags, strict: true, allowPositionals: false });
  if (values.help) return { help: true };
  if (values.port !== undefined && !/^\d{1,5}$/.test(values.port)) {
    throw new Error(`--port: ${JSON.stringify(values.port)} is not a port number`);
  }
  const usual = defaultClient(values["app-base-url"] ?? "http://localhost:8080");
  const client = {
    ...usual,
    clientId: values["client-id"] ?? usual.clientId,
    clientSecret: values["client-secret"] ?? usual.clientSecret,
    redirectUris: values["redirect-uri"] ?? usual.redirectUris,
    postLogoutRedirectUris: values["post-logout-redirect-uri"] ?? usual.postLogoutRedirectUris,
  };
  return {
    help: false,
    options: {
      host: values.host,
      port: values.port === undefined ? undefined : Number(values.port),
      clients: [client],
      configFile: values.config,
      dataDir: values["data-dir"],
      seed: values.seed,
      iKnowThisIsInsecure: values["i-know-this-is-insecure"],
    },
  };
}
