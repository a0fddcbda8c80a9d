import type { DevClient } from "./clients.js";

/** The variables of the tutorial's `.env` that make an application use this provider. */
export type ApplicationEnvironment = Readonly<
  Record<"OKTA_DOMAIN" | "OKTA_ISSUER" | "OKTA_CLIENTID" | "OKTA_CLIENTSECRET" | "OKTA_APP_BASE_URL", string>
>;

/** DEV-11. `OKTA_ISSUER` is needed beside `OKTA_DOMAIN` because Okta is always https and this provider never. */
export function applicationEnvironment(issuer: string, client: DevClient): ApplicationEnvironment {
  return {
    OKTA_DOMAIN: new URL(issuer).host,
    OKTA_ISSUER: issuer,
    OKTA_CLIENTID: client.clientId,
    OKTA_CLIENTSECRET: client.clientSecret ?? "",
    OKTA_APP_BASE_URL: new URL(client.redirectUris[0] ?? issuer).origin,
  };
}

/** The variables as lines for a shell or an `.env` file. */
export function environmentLines(variables: ApplicationEnvironment): string[] {
  return Object.entries(variables).map(
    ([name, value]) => `${name}=${/^[\w.:/@%+-]*$/.test(value) ? value : quoted(value)}`,
  );
}

/** Single quotes keep everything but themselves, in shells and for dotenv. */
function quoted(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}
