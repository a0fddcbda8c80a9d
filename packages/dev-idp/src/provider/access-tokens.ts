import { importJWK, SignJWT } from "jose";
import type { AccessToken } from "oidc-provider";
import type { Identifiers } from "../identifiers.js";
import type { SigningKey } from "../keys/signing-key.js";
import { ExpiringMap } from "./expiring-map.js";

/** What an access token says about the sign-in it belongs to. */
export interface Grantee {
  readonly login: string;
  readonly authTime: number | undefined;
}

/**
 * Okta's JWT access tokens in front of the library's own, opaque ones. The library keeps its tokens in the storage
 * and so knows about revocation and replay, its userinfo takes them, and ID tokens stay under our control; with its
 * JWT format it would do none of these (okta.md 7.3, traps 7 and 8). The application only ever sees the JWT.
 */
export interface AccessTokens {
  /** The JWT for a token of the library; the same one however often it is asked for. */
  jwtFor(token: AccessToken, grantee: Grantee): Promise<string>;
  /** The library's token behind a JWT that was issued here, character for character; undefined for anything else. */
  behind(jwt: string): string | undefined;
  /** The `jti` of the JWT for a token of the library. */
  jtiOf(tokenId: string): string | undefined;
}

/** @param signingKey asked at each signature, so that rotation takes effect at once */
export function accessTokens(source: {
  readonly issuer: string;
  readonly newId: Identifiers;
  readonly signingKey: () => SigningKey;
}): AccessTokens {
  const made = new WeakMap<AccessToken, Promise<string>>();
  const tokenByJwt = new ExpiringMap<string>();
  const jtiByToken = new ExpiringMap<string>();

  async function make(token: AccessToken, grantee: Grantee): Promise<string> {
    const key = source.signingKey();
    const issuedAt = token.iat ?? Math.floor(Date.now() / 1000);
    const expires = issuedAt + token.expiration;
    const jti = source.newId("AT.");
    const jwt = await new SignJWT({
      ver: 1,
      jti,
      iss: source.issuer,
      aud: "api://default",
      iat: issuedAt,
      exp: expires,
      ...(grantee.authTime === undefined ? {} : { auth_time: grantee.authTime }),
      cid: token.clientId,
      uid: token.accountId,
      scp: [...token.scopes],
      sub: grantee.login,
    })
      .setProtectedHeader({ kid: key.kid, alg: "RS256" })
      .sign(await importJWK({ ...key }, "RS256"));
    tokenByJwt.set(jwt, token.jti, token.expiration);
    jtiByToken.set(token.jti, jti, token.expiration);
    return jwt;
  }

  return {
    jwtFor(token, grantee) {
      const known = made.get(token) ?? make(token, grantee);
      made.set(token, known);
      return known;
    },
    behind: (jwt) => tokenByJwt.get(jwt),
    jtiOf: (tokenId) => jtiByToken.get(tokenId),
  };
}
