import type { KoaContextWithOIDC, Provider } from "oidc-provider";
import type { ProviderParts } from "./configuration.js";

/** DEV-11: one line for each event worth knowing, never a token, a code, a secret or a typed password. */
export function logEvents(provider: Provider, { settings, log }: ProviderParts): void {
  const who = (sub: string | undefined) => settings.users().bySub(sub ?? "")?.login ?? "nobody";
  const client = ({ oidc }: KoaContextWithOIDC) => oidc.client?.clientName ?? oidc.client?.clientId ?? "no client";

  provider.on("authorization.success", (ctx) => {
    log(`sign-in: ${who(ctx.oidc.account?.accountId)} at ${client(ctx)}, scopes ${String(ctx.oidc.params?.scope)}`);
  });
  provider.on("authorization.error", (ctx, error) => {
    log(`sign-in refused at ${client(ctx)}: ${error.error}: ${error.error_description ?? ""}`);
  });
  provider.on("grant.success", (ctx) => {
    const token = ctx.oidc.entities.AccessToken;
    log(`tokens: ${who(token?.accountId)} at ${client(ctx)}, ${String(ctx.oidc.params?.grant_type)}`);
  });
  provider.on("grant.error", (ctx, error) => {
    log(`tokens refused at ${client(ctx)}: ${error.error}: ${error.error_detail ?? error.error_description ?? ""}`);
  });
  provider.on("grant.revoked", (ctx) => log(`tokens revoked at ${client(ctx)}`));
  provider.on("end_session.success", (ctx) => log(`signed out at ${client(ctx)}`));
  provider.on("backchannel.success", (_ctx, { clientId }, sub) =>
    log(`logout token for ${who(sub)} sent to ${clientId}`),
  );
  provider.on("backchannel.error", (_ctx, error, { clientId }, sub) => {
    log(`logout token for ${who(sub)} did not reach ${clientId}: ${error.message}`);
  });
  provider.on("server_error", (_ctx, error) => log(`error: ${error.stack ?? error.message}`));
  // Koa writes to the terminal unless somebody listens.
  provider.on("error" as never, ((error: Error) => log(`error: ${error.stack ?? error.message}`)) as never);
}
