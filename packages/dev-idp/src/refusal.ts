import { DevIdpError } from "./errors.js";

/** The environment as the process has it, or a stand-in. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Throws `ERR_REFUSED` when NODE_ENV is production (DEV-1): anybody can sign in here as anybody. */
export function refuseProduction(environment: Environment): void {
  if (environment.NODE_ENV?.trim().toLowerCase() !== "production") return;
  throw new DevIdpError(
    "ERR_REFUSED",
    "The development identity provider does not run with NODE_ENV=production: it lets anybody sign in as anybody. " +
      "Set OKTA_DOMAIN, OKTA_CLIENTID and OKTA_CLIENTSECRET to use Okta instead.",
  );
}

/** Throws `ERR_REFUSED` when other machines could reach `host`, unless the caller accepts that (DEV-1). */
export function refuseReachableHost(host: string, accepted: boolean): void {
  if (accepted || isLoopback(host)) return;
  throw new DevIdpError(
    "ERR_REFUSED",
    `The development identity provider does not listen on ${host}: other machines could sign in as anybody. ` +
      "Use 127.0.0.1, ::1 or localhost, or accept it with --i-know-this-is-insecure (option iKnowThisIsInsecure: true).",
  );
}

/** True for `localhost`, 127.0.0.0/8 and ::1. Other names are not resolved: a name can change its address. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, "$1");
  return name === "localhost" || name === "::1" || /^127(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/.test(name);
}
