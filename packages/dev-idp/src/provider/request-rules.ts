import { decodeJwt } from "jose";
import type { KoaContextWithOIDC } from "oidc-provider";
import { oktaScopes } from "./metadata.js";
import { errors } from "./oidc-provider.js";
import { oktaTexts } from "./okta-texts.js";

/** The characters Okta takes in `state` (OKT-14). */
const goodState = /^[A-Za-z0-9,._-]+$/;

/**
 * What Okta checks in an authorization request and `oidc-provider` does not (okta.md 7.3, traps 3 and 5). Runs after
 * the library's checks, the exact comparison of the redirect URI among them, so that its errors go to the application.
 */
export function requestRules(ctx: KoaContextWithOIDC): void {
  const { params = {}, client } = ctx.oidc;
  if (typeof params.state !== "string" || !goodState.test(params.state)) {
    throw new errors.InvalidRequest(oktaTexts.badState);
  }
  const scopes = requestedScopes(ctx);
  if (scopes.length === 0 || !scopes.every((scope) => oktaScopes.includes(scope))) {
    throw new errors.CustomOIDCProviderError("invalid_scope", oktaTexts.unknownScope);
  }
  // The library has dropped offline_access unless a consent prompt was requested, which Okta does not ask for. Put back
  // here, it works with prompt=none too.
  if (scopes.includes("offline_access") && client?.grantTypeAllowed("refresh_token")) params.scope = scopes.join(" ");
}

/** The scopes as they were sent: by now the library has removed those it does not know from its own parameters. */
function requestedScopes({ oidc, query }: KoaContextWithOIDC): string[] {
  const sent = oidc.route === "pushed_authorization_request" ? (oidc.body ?? {}) : query;
  const requestObject = oidc.entities.PushedAuthorizationRequest?.request ?? sent.request;
  const scope = typeof requestObject === "string" ? decodeJwt(requestObject).scope : sent.scope;
  return typeof scope === "string" ? [...new Set(scope.split(" ").filter(Boolean))] : [];
}
