import type { IncomingMessage, ServerResponse } from "node:http";
import type { KoaContextWithOIDC } from "oidc-provider";
import { replay } from "../http/replay.js";

/** Handles a request inside the mount path, as `provider.callback()` gives it. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * True when the library answered with a page that only posts "yes, sign out" back to it: at logout, and when somebody
 * else signs in over a running session. Okta asks nobody and needs no script for either (okta.md 7.3, traps 9 and 9b).
 * At logout an ID token hint must have been verified, or any site could sign the user out.
 */
export function awaitsConfirmation({ oidc, params, status }: KoaContextWithOIDC): boolean {
  const secret = oidc.session?.state?.secret;
  if (status !== 200 || typeof secret !== "string") return false;
  if (oidc.route === "end_session") return oidc.entities.IdTokenHint !== undefined;
  return oidc.route === "resume" && oidc.session?.state?.postLogoutRedirectUri === oidc.urlFor("resume", params);
}

/** Posts the confirmation in the browser's stead and lets its answer, a redirect, be the answer to the browser. */
export async function confirmNow(ctx: KoaContextWithOIDC, handler: Handler, mountPath: string): Promise<void> {
  const secret = String(ctx.oidc.session?.state?.secret);
  const path = ctx.oidc.provider.pathFor("end_session_confirm", { mountPath: "" });
  const request = replay(ctx.req, {
    url: path,
    body: new URLSearchParams({ xsrf: secret, logout: "yes" }),
    headers: { cookie: cookiesAfter(ctx), accept: "text/html" },
  });
  request.originalUrl = mountPath + path;
  ctx.body = null;
  ctx.respond = false;
  await handler(request, ctx.res);
}

/** The browser's cookies with those changed that this answer sets. */
function cookiesAfter(ctx: KoaContextWithOIDC): string {
  const cookies = new Map<string, string>();
  const setCookies = ctx.res.getHeader("set-cookie") ?? [];
  const pairs = [
    ...(ctx.req.headers.cookie ?? "").split(";"),
    ...[setCookies].flat().map((line) => String(line).split(";", 1)[0] ?? ""),
  ];
  for (const pair of pairs) {
    const split = pair.indexOf("=");
    if (split > 0) cookies.set(pair.slice(0, split).trim(), pair.slice(split + 1).trim());
  }
  return [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
}
