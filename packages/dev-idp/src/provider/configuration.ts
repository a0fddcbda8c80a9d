import type { AdapterFactory, ClientMetadata, Configuration, KoaContextWithOIDC } from "oidc-provider";
import type { DevClient } from "../clients.js";
import type { Identifiers } from "../identifiers.js";
import type { KeyRing } from "../keys/key-ring.js";
import { errorPage } from "../pages/error-page.js";
import { pageHeaders } from "../pages/page.js";
import { signedOutPage } from "../pages/signed-out-page.js";
import type { Settings } from "../settings.js";
import type { AccessTokens } from "./access-tokens.js";
import { acrValues } from "./acr.js";
import { claimsOfScopes, idTokenClaims, userinfoClaims } from "./claims.js";
import { loginPolicy } from "./login-policy.js";
import { oktaScopes } from "./metadata.js";
import { requestRules } from "./request-rules.js";

const day = 24 * 3600;

/** What a provider is built of; all of it outlives the provider, which is built anew when keys rotate. */
export interface ProviderParts {
  readonly issuer: string;
  readonly clients: readonly DevClient[];
  readonly settings: Settings;
  readonly keys: KeyRing;
  readonly newId: Identifiers;
  readonly storage: AdapterFactory;
  readonly accessTokens: AccessTokens;
  readonly log: (line: string) => void;
}

/** The settings of `oidc-provider` that give Okta's behaviour (okta.md 7.2). */
export function configuration(parts: ProviderParts): Configuration {
  const { settings, keys, issuer } = parts;
  const switches = () => settings.switches();
  const { port } = new URL(issuer);
  return {
    adapter: parts.storage,
    clients: parts.clients.map(clientMetadata),
    jwks: { keys: keys.signing().map((key) => ({ ...key })) },
    cookies: {
      keys: [...keys.cookies],
      // Cookies are shared by all ports of a host: never the names of an application, nor of another provider (CK-4).
      names: {
        session: `gatehouse_idp_${port}_session`,
        interaction: `gatehouse_idp_${port}_login`,
        resume: `gatehouse_idp_${port}_resume`,
      },
      long: { httpOnly: true, sameSite: "lax" },
      short: { httpOnly: true, sameSite: "lax" },
    },
    routes: {
      authorization: "/v1/authorize",
      token: "/v1/token",
      userinfo: "/v1/userinfo",
      jwks: "/v1/keys",
      end_session: "/v1/logout",
      revocation: "/v1/revoke",
      introspection: "/v1/introspect",
      pushed_authorization_request: "/v1/par",
    },
    scopes: oktaScopes,
    claims: { acr: null, sid: null, iss: null, ...claimsOfScopes },
    acrValues,
    responseTypes: ["code"],
    enabledJWA: { idTokenSigningAlgValues: ["RS256"] },
    // Which claims an ID token holds is decided in `idTokenClaims`; the library must let all of them pass.
    conformIdTokenClaims: false,
    allowOmittingSingleRegisteredRedirectUri: false,
    clockTolerance: 0,
    clientBasedCORS: () => false,
    // The parameters are Okta's own; the rules hang on one of them because the library runs them last.
    extraParams: { idp: null, sessionToken: requestRules },
    pkce: { required: (_ctx, client) => client.clientAuthMethod === "none" || switches().pkceRequired },
    findAccount: (ctx, sub) => account(ctx, sub, parts),
    interactions: { policy: loginPolicy(settings), url: (_ctx, { uid }) => `/login/${uid}` },
    loadExistingGrant: everyScopeGranted,
    // As at Okta, signing out ends neither access nor refresh tokens (OKT-18, okta.md 7.3 trap 16).
    expiresWithSession: () => false,
    issueRefreshToken: (_ctx, client, source) =>
      client.grantTypeAllowed("refresh_token") && source.scopes.has("offline_access"),
    rotateRefreshToken: () => switches().rotate,
    ttl: {
      AccessToken: () => switches().accessTokenLifetime,
      AuthorizationCode: () => switches().codeLifetime,
      Grant: 60 * day,
      IdToken: () => switches().idTokenLifetime,
      Interaction: 3600,
      // A rotated token keeps the expiry of the first (OKT-20).
      RefreshToken: (ctx) =>
        Math.max(1, ctx.oidc.entities.RotatedRefreshToken?.remainingTTL ?? switches().refreshTokenLifetime),
      Session: 2 * 3600,
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      resourceIndicators: { enabled: false },
      pushedAuthorizationRequests: { enabled: true },
      requestObjects: { enabled: true },
      revocation: { enabled: true, allowedPolicy: revoke },
      introspection: { enabled: true, allowedPolicy: ownToken },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx) => {
          ctx.body = ""; // Never shown: the logout confirms itself, see `confirm.ts`.
        },
        postLogoutSuccessSource: (ctx) => sendPage(ctx, 200, signedOutPage()),
      },
    },
    renderError: (ctx, out) => {
      parts.log(`error page: ${out.error}: ${out.error_description ?? ""}`);
      sendPage(ctx, Math.max(ctx.status, 400), errorPage(String(out.error), String(out.error_description ?? "")));
    },
    // Without the library's dispatcher, which cuts connections to loopback addresses (okta.md 7.3, trap 2).
    fetch: (url, options) => fetch(url, withoutDispatcher(options)),
  };
}

function clientMetadata(client: DevClient): ClientMetadata {
  return {
    client_id: client.clientId,
    ...(client.clientSecret === undefined
      ? { token_endpoint_auth_method: "none" }
      : { client_secret: client.clientSecret, token_endpoint_auth_method: "client_secret_basic" }),
    client_name: client.name ?? client.clientId,
    application_type: "web",
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
    redirect_uris: [...client.redirectUris],
    post_logout_redirect_uris: [...(client.postLogoutRedirectUris ?? [])],
    ...(client.backchannelLogoutUri === undefined
      ? {}
      : { backchannel_logout_uri: client.backchannelLogoutUri, backchannel_logout_session_required: true }),
  };
}

type FindAccount = NonNullable<Configuration["findAccount"]>;

function account(ctx: KoaContextWithOIDC, sub: string, parts: ProviderParts): ReturnType<FindAccount> {
  const user = parts.settings.users().bySub(sub);
  if (!user) return undefined;
  return {
    accountId: user.sub,
    async claims(use, scope) {
      const scopes = new Set(scope.split(" "));
      const switches = parts.settings.switches();
      if (use === "userinfo") return { sub: user.sub, ...userinfoClaims(user, scopes, switches) };
      const token = ctx.oidc.entities.AccessToken;
      const accessToken =
        token && (await parts.accessTokens.jwtFor(token, { login: user.login, authTime: authTime(ctx) }));
      return {
        sub: user.sub,
        ...idTokenClaims(user, { scopes, jti: parts.newId("ID."), accessToken }, switches),
      };
    },
  };
}

/** When the user last signed in, as the code or refresh token of a token request knows it. */
export function authTime({ oidc }: KoaContextWithOIDC): number | undefined {
  return oidc.entities.AuthorizationCode?.authTime ?? oidc.entities.RefreshToken?.authTime;
}

/** Okta's TRUSTED consent: each sign-in has a grant of its own with all scopes, and nobody is asked. */
async function everyScopeGranted(ctx: KoaContextWithOIDC) {
  const { account, client, provider } = ctx.oidc;
  if (!account || !client) return undefined;
  const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  grant.addOIDCScope([...oktaScopes]);
  await grant.save();
  return grant;
}

function withoutDispatcher(options: object | undefined): RequestInit {
  const { dispatcher: _, ...rest } = { dispatcher: undefined, ...options };
  return rest;
}

/**
 * Revoking an access token ends that one only, as at Okta; the library would end its refresh token as well. So it is
 * ended here, and the library is told that there is nothing left to do.
 */
async function revoke(
  _ctx: unknown,
  client: { clientId: string },
  token: { kind: string; clientId?: string | undefined; destroy(): Promise<void> },
): Promise<boolean> {
  if (token.clientId !== client.clientId) return false;
  if (token.kind !== "AccessToken") return true;
  await token.destroy();
  return false;
}

function ownToken(_ctx: unknown, client: { clientId: string }, token: { clientId?: string | undefined }): boolean {
  return token.clientId === client.clientId;
}

function sendPage(ctx: KoaContextWithOIDC, status: number, page: string): void {
  ctx.status = status;
  ctx.set(pageHeaders());
  ctx.body = page;
}
