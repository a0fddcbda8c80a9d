import type { Switches } from "../switches.js";
import type { DevUser } from "../users/user.js";
import { groupsClaim } from "./groups-claim.js";

/** Okta's id of the identity provider that signed the user in; there is only one here. */
const identityProvider = "00o1gatehouseDev05d7";

/**
 * Which claims belong to which scope, in the form `oidc-provider` wants. Everything that an ID token carries besides
 * the scopes' claims has to be listed under `openid` (okta.md 7.2, trap 13).
 */
export const claimsOfScopes = {
  openid: ["sub", "ver", "jti", "idp", "amr", "auth_time", "at_hash", "groups"],
  profile: ["name", "preferred_username", "given_name", "family_name", "locale", "zoneinfo", "updated_at"],
  email: ["email", "email_verified"],
  phone: ["phone_number"],
  address: ["address"],
} as const;

/** When the demo users were last changed: a fixed time, for `updated_at`. */
const updatedAt = 1_735_689_600;

/** The claims of the ID token beside what the library adds (`iss sub aud iat exp auth_time amr nonce`). */
export function idTokenClaims(
  user: DevUser,
  token: { readonly scopes: ReadonlySet<string>; readonly jti: string; readonly accessToken: string | undefined },
  switches: Switches,
): Record<string, unknown> {
  const all = scopeClaims(user, token.scopes);
  const { name, preferred_username } = all;
  return defined({
    ver: 1,
    jti: token.jti,
    idp: identityProvider,
    at_hash: token.accessToken,
    ...(switches.thinIdToken ? { name, preferred_username } : all),
    groups: groupsClaim(user.groups, "id_token", switches),
  });
}

/** The claims of userinfo beside `sub`: those of the granted scopes and the groups. */
export function userinfoClaims(
  user: DevUser,
  scopes: ReadonlySet<string>,
  switches: Switches,
): Record<string, unknown> {
  return defined({ ...scopeClaims(user, scopes), groups: groupsClaim(user.groups, "userinfo", switches) });
}

function scopeClaims(user: DevUser, scopes: ReadonlySet<string>): Record<string, unknown> {
  return {
    ...(scopes.has("profile") && {
      name: user.name,
      preferred_username: user.login,
      given_name: user.givenName,
      family_name: user.familyName,
      locale: user.locale,
      zoneinfo: user.zoneinfo,
      updated_at: updatedAt,
    }),
    ...(scopes.has("email") && user.email !== undefined && { email: user.email, email_verified: user.emailVerified }),
    ...(scopes.has("phone") && { phone_number: user.phoneNumber }),
  };
}

function defined(claims: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}
