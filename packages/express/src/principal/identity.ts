import { SignInError } from "../errors.js";
import type { Events } from "../events.js";
import type { IdTokenClaims } from "../provider/id-token.js";
import { withoutPrototypeNames } from "../provider/json.js";
import type { ProviderMetadata } from "../provider/metadata.js";
import type { UserInfo } from "../provider/userinfo.js";
import type { Settings } from "../settings.js";
import { groupsClaim, groupsOf } from "./groups.js";
import type { Claims, Identity, Value } from "./principal.js";

/** Claims that only the ID token may state (CLM-3). */
const protocolClaims = new Set([
  "iss",
  "sub",
  "aud",
  "exp",
  "iat",
  "nbf",
  "nonce",
  "auth_time",
  "acr",
  "amr",
  "azp",
  "sid",
  "at_hash",
  "c_hash",
  "s_hash",
  "jti",
]);

/** Who signed in, from the ID token and, when something is missing there, from userinfo (CLM-1 to CLM-4). */
export async function identityOf(
  idToken: IdTokenClaims,
  accessToken: string,
  metadata: ProviderMetadata,
  settings: Settings,
  userInfo: UserInfo,
  events: Events,
): Promise<Identity> {
  const fromToken = personal(idToken);
  const claims: Record<string, Value> = { sub: idToken.sub, ...fromToken };
  if (needsUserInfo(claims, settings)) {
    const fromUserInfo = personal(await userInfo(metadata, accessToken, idToken.sub));
    reportDifference(fromToken, fromUserInfo, settings, events);
    Object.assign(claims, fromUserInfo);
  }
  const groups = await groupsOf(claims, settings.groups, events);
  const claim = settings.groups.claim;
  if (typeof claim === "string" && claims[claim] !== undefined) claims[claim] = groups;
  if (claims.email_verified !== undefined && typeof claims.email_verified !== "boolean")
    events.emit("claims_suspicious", "warn", "email_verified is not a boolean; it counts as false.", {
      sub: idToken.sub,
    });

  const { acr, amr, auth_time: authTime } = idToken;
  return {
    issuer: settings.issuer,
    sub: idToken.sub,
    claims,
    groups,
    ...(typeof acr === "string" ? { acr } : {}),
    ...(Array.isArray(amr) ? { amr: amr.filter((method) => typeof method === "string") } : {}),
    ...(typeof authTime === "number" ? { authTime } : {}),
  };
}

/** Everything that is about the person rather than the protocol, safe to assign. */
function personal(claims: Readonly<Record<string, unknown>>): Record<string, Value> {
  const named = Object.entries(claims).filter(([name]) => !protocolClaims.has(name));
  return withoutPrototypeNames(Object.fromEntries(named)) as Record<string, Value>;
}

function needsUserInfo(claims: Claims, settings: Settings): boolean {
  if (settings.userinfo !== "auto") return settings.userinfo === "always";
  return (
    groupsClaim(claims, settings.groups.claim) === undefined ||
    settings.requiredClaims.some((name) => claims[name] === undefined)
  );
}

function reportDifference(fromToken: Claims, fromUserInfo: Claims, settings: Settings, events: Events): void {
  const [ours, theirs] = [fromToken, fromUserInfo].map((claims) => groupsClaim(claims, settings.groups.claim));
  if (ours !== undefined && theirs !== undefined && JSON.stringify(ours) !== JSON.stringify(theirs))
    events.emit("groups_differ", "warn", "The groups in the ID token and in userinfo differ; userinfo's are used.");
}

/** IDT-9 and SES-9: an end the provider demands, in milliseconds. Throws when it has passed already. */
export function demandedEnd(idToken: IdTokenClaims, settings: Settings): number | undefined {
  const ends: number[] = [];
  const expiry = idToken.session_expiry;
  if (typeof expiry === "number") {
    if (expiry * 1000 <= settings.clock())
      throw new SignInError("id_token_invalid", { reason: "exp", detail: "session_expiry" });
    ends.push(expiry * 1000);
  }
  if (settings.session.followIdToken) ends.push(idToken.exp * 1000);
  return ends.length > 0 ? Math.min(...ends) : undefined;
}
