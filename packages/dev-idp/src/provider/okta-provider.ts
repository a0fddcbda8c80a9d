import type { IncomingMessage, ServerResponse } from "node:http";
import type { KoaContextWithOIDC, Provider as ProviderType } from "oidc-provider";
import { wantedAcr } from "./acr.js";
import { authTime, configuration, type ProviderParts } from "./configuration.js";
import { awaitsConfirmation, confirmNow } from "./confirm.js";
import { logEvents } from "./event-log.js";
import { oktaMetadata } from "./metadata.js";
import { Provider } from "./oidc-provider.js";
import { oktaTexts } from "./okta-texts.js";

/** The library's provider with Okta's behaviour, and the handler of everything below the issuer's path. */
export interface OktaProvider {
  readonly provider: ProviderType;
  readonly handler: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

/** Builds a provider. Its records live in `parts.storage`, so that another one can take over when keys rotate. */
export function oktaProvider(parts: ProviderParts): OktaProvider {
  /** Okta sends no `iss` with its responses, good or bad; the response modes are where all of them pass (trap 6). */
  class OktaShaped extends Provider {
    override registerResponseMode(...[name, handler]: Parameters<ProviderType["registerResponseMode"]>): void {
      super.registerResponseMode(name, (ctx, redirectUri, { iss, ...payload }) =>
        handler(ctx, redirectUri, parts.settings.switches().issParameter ? { ...payload, iss } : payload),
      );
    }
  }

  const provider = new OktaShaped(parts.issuer, configuration(parts));
  const mountPath = new URL(parts.issuer).pathname;
  provider.on("authorization.accepted", reportWantedAcr);
  provider.on("grant.error", oktaGrantError);
  logEvents(provider, parts);

  provider.use(async (ctx, next) => {
    if (ctx.path.startsWith("/v1/logout")) ctx.req.headers.accept = "text/html";
    await next();
    const oidc = (ctx as KoaContextWithOIDC).oidc as KoaContextWithOIDC["oidc"] | undefined;
    if (oidc) await oktaAnswer(ctx as KoaContextWithOIDC);
  });
  // The library reads its list of middleware here, once (okta.md 7.3, trap 9c).
  const handler = provider.callback() as OktaProvider["handler"];

  async function oktaAnswer(ctx: KoaContextWithOIDC): Promise<void> {
    if (awaitsConfirmation(ctx)) return confirmNow(ctx, handler, mountPath);
    switch (ctx.oidc.route) {
      case "discovery":
        ctx.body = oktaMetadata(parts.issuer, parts.settings.switches().issParameter);
        break;
      case "jwks":
        ctx.type = "application/json";
        ctx.set("cache-control", "max-age=300, must-revalidate");
        break;
      case "end_session_confirm":
        if (ctx.status === 303) ctx.status = 302;
        break;
      case "token":
        await oktaTokens(ctx, parts);
        break;
      case "introspection":
        oktaIntrospection(ctx, parts);
        break;
    }
  }

  return { provider, handler };
}

/** Gives out the JWT instead of the library's own access token. */
async function oktaTokens(ctx: KoaContextWithOIDC, parts: ProviderParts): Promise<void> {
  const token = ctx.oidc.entities.AccessToken;
  const user = parts.settings.users().bySub(token?.accountId ?? "");
  if (ctx.status !== 200 || !token || !user) return;
  const jwt = await parts.accessTokens.jwtFor(token, { login: user.login, authTime: authTime(ctx) });
  ctx.body = { ...(ctx.body as object), access_token: jwt };
}

/** Okta's members of an introspection answer: the login as `username` and, for access tokens, as `sub`. */
function oktaIntrospection(ctx: KoaContextWithOIDC, parts: ProviderParts): void {
  const token = ctx.oidc.entities.AccessToken ?? ctx.oidc.entities.RefreshToken;
  const user = parts.settings.users().bySub(token?.accountId ?? "");
  const body = ctx.body as Record<string, unknown>;
  if (body?.active !== true || !token || !user) return;
  const jti = parts.accessTokens.jtiOf(token.jti);
  const ofAccessToken = token.kind === "AccessToken" && { sub: user.login, aud: "api://default", ...(jti && { jti }) };
  ctx.body = { ...body, username: user.login, uid: user.sub, ...ofAccessToken };
}

/** A request with `acr_values` gets the context it asked for into its ID token; the login made sure it is met. */
function reportWantedAcr(ctx: KoaContextWithOIDC): void {
  const acr = wantedAcr(ctx.oidc.params?.acr_values);
  if (acr !== undefined && ctx.oidc.session) ctx.oidc.session.acr = acr;
}

/** OKT-16: Okta's words for a code or refresh token that is not taken. */
function oktaGrantError(ctx: KoaContextWithOIDC): void {
  const body = ctx.body as Record<string, unknown> | undefined;
  if (body?.error !== "invalid_grant") return;
  const isRefresh = ctx.oidc.params?.grant_type === "refresh_token";
  ctx.body = { ...body, error_description: isRefresh ? oktaTexts.badRefreshToken : oktaTexts.badCode };
}
