import { isShape, unknownMembers } from "./shape.js";

/** An application that may sign its users in here. */
export interface DevClient {
  readonly clientId: string;
  /** Sent as `client_secret_basic` or `client_secret_post`; leave it out for a public client, which must use PKCE. */
  readonly clientSecret?: string | undefined;
  /** Compared exactly, character by character (OKT-15). */
  readonly redirectUris: readonly string[];
  /** Compared exactly. Default none: then logout ends at this provider's own page. */
  readonly postLogoutRedirectUris?: readonly string[] | undefined;
  /** Shown at the login page. Default: the client id. */
  readonly name?: string | undefined;
  /** Where a logout token is posted when the user signs out here. Okta has no such thing; default none. */
  readonly backchannelLogoutUri?: string | undefined;
}

const names = ["clientId", "clientSecret", "redirectUris", "postLogoutRedirectUris", "name", "backchannelLogoutUri"];

/** The application that is registered when none is named: the tutorial's, at `appBaseUrl`. */
export function defaultClient(appBaseUrl: string): DevClient {
  const base = appBaseUrl.replace(/\/+$/, "");
  return {
    clientId: "0oa1gatehouseDev05d7",
    clientSecret: "gatehouse-development-secret",
    name: "Gatehouse CRM",
    redirectUris: [`${base}/authorization-code/callback`],
    postLogoutRedirectUris: [`${base}/`, base],
  };
}

/** Checks the applications; `problems` gets a line for each thing that cannot work. */
export function checkClients(written: readonly unknown[], problems: string[]): readonly DevClient[] {
  const seen = new Set<unknown>();
  if (written.length === 0) problems.push("clients: name at least one, or leave the option out for the default client");
  written.forEach((client, index) => {
    const place = `clients[${index}]`;
    if (!isShape(client)) {
      problems.push(`${place}: expected { clientId, clientSecret, redirectUris }`);
      return;
    }
    problems.push(...unknownMembers(client, names, place), ...clientProblems(client, place));
    if (seen.has(client.clientId))
      problems.push(`${place}: clientId ${JSON.stringify(client.clientId)} is there twice`);
    seen.add(client.clientId);
  });
  return written as readonly DevClient[];
}

function clientProblems(client: Readonly<Record<string, unknown>>, place: string): string[] {
  const problems: string[] = [];
  if (!isToken(client.clientId)) problems.push(`${place}: clientId must be a text of visible characters`);
  if (client.clientSecret !== undefined && !isToken(client.clientSecret)) {
    problems.push(`${place}: clientSecret must be a text of visible characters; leave it out for a public client`);
  }
  if (client.name !== undefined && (typeof client.name !== "string" || client.name.trim() === "")) {
    problems.push(`${place}: name must be a text that is not empty`);
  }
  if (!Array.isArray(client.redirectUris) || client.redirectUris.length === 0) {
    problems.push(`${place}: redirectUris must name at least one address`);
  }
  for (const list of ["redirectUris", "postLogoutRedirectUris"] as const) {
    const uris = client[list] ?? [];
    if (!Array.isArray(uris)) problems.push(`${place}: ${list} must be a list of addresses`);
    else for (const uri of uris) problems.push(...uriProblems(uri, `${place}: ${list}`));
  }
  if (client.backchannelLogoutUri !== undefined) {
    problems.push(...uriProblems(client.backchannelLogoutUri, `${place}: backchannelLogoutUri`));
  }
  return problems;
}

function isToken(value: unknown): boolean {
  return typeof value === "string" && /^[\x21-\x7e]+$/.test(value);
}

function uriProblems(uri: unknown, place: string): string[] {
  const shown = JSON.stringify(uri);
  if (typeof uri !== "string" || !URL.canParse(uri)) return [`${place}: ${shown} is not an absolute address`];
  const { protocol, hash, username } = new URL(uri);
  if (protocol !== "http:" && protocol !== "https:") return [`${place}: ${shown} must start with http:// or https://`];
  if (hash || uri.includes("#")) return [`${place}: ${shown} must not have a fragment`];
  return username ? [`${place}: ${shown} must not hold a user name`] : [];
}
