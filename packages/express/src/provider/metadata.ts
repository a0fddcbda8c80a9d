import type { ServerMetadata } from "openid-client";
import { SignInError } from "../errors.js";
import type { Events } from "../events.js";
import { isLoopbackHost } from "../http/loopback.js";
import type { Settings } from "../settings.js";

/** A discovery document that passed every check: the endpoints sign-in needs are there. */
export interface ProviderMetadata extends ServerMetadata {
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly jwks_uri: string;
}

type Rules = Pick<Settings, "issuer" | "insecureIssuer" | "endpointOrigins" | "oktaCustomDomain">;

/**
 * Checks a discovery document (DISC-3 to DISC-7); `previous` is the one in use, whose origins a new one of Okta may not change.
 * Throws `issuer_mismatch` or `metadata_invalid`.
 */
export function checkedMetadata(
  metadata: ServerMetadata,
  rules: Rules,
  events: Events,
  previous: ProviderMetadata | undefined,
): ProviderMetadata {
  if (metadata.issuer !== rules.issuer) throw issuerMismatch(rules.issuer, metadata.issuer);
  for (const name of ["authorization_endpoint", "token_endpoint", "jwks_uri"] as const)
    if (typeof metadata[name] !== "string") throw invalid(`${name} is missing`);
  const types = metadata.response_types_supported;
  if (Array.isArray(types) && !types.includes("code")) throw invalid("response_types_supported lacks code");

  const pinned = isOkta(rules);
  for (const [name, value] of Object.entries(metadata)) {
    if (typeof value !== "string" || !(name.endsWith("_endpoint") || name === "jwks_uri")) continue;
    checkEndpoint(name, value, rules, pinned);
    const before = previous?.[name];
    if (pinned && typeof before === "string" && new URL(before).origin !== new URL(value).origin)
      throw invalid(`${name} moved to another origin`);
  }
  if (!metadata.code_challenge_methods_supported?.includes("S256"))
    events.emit("metadata_warning", "warn", "The provider does not advertise PKCE with S256; it is used all the same.");
  return metadata as ProviderMetadata;
}

/** DISC-3: both values in the message, because they often differ by one slash. */
export const issuerMismatch = (expected: string, found: unknown): SignInError =>
  new SignInError("issuer_mismatch", {
    detail: `configured ${JSON.stringify(expected)}, published ${JSON.stringify(String(found).slice(0, 300))}`,
  });

function checkEndpoint(name: string, value: string, rules: Rules, pinned: boolean): void {
  if (!URL.canParse(value)) throw invalid(`${name} is not a URL`);
  const url = new URL(value);
  const insecure = url.protocol === "http:" && rules.insecureIssuer && isLoopbackHost(url.hostname);
  if (url.protocol !== "https:" && !insecure) throw invalid(`${name} is not https`);
  const origin = new URL(rules.issuer).origin;
  // A discovery document that sends the client secret elsewhere is an attack, not a setting.
  if (pinned && url.origin !== origin && !rules.endpointOrigins.includes(url.origin))
    throw invalid(`${name} is not at ${origin}; endpointOrigins can allow ${url.origin}`);
}

const oktaHosts = [".okta.com", ".oktapreview.com", ".okta-emea.com"];

const isOkta = (rules: Rules): boolean =>
  rules.oktaCustomDomain || oktaHosts.some((suffix) => new URL(rules.issuer).hostname.endsWith(suffix));

const invalid = (detail: string) => new SignInError("metadata_invalid", { detail });
