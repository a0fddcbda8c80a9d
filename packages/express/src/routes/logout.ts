import { randomBytes } from "node:crypto";
import type { Response } from "express";
import type { Events } from "../events.js";
import type { CookieJar } from "../http/cookies.js";
import type { Discovery } from "../provider/discovery.js";
import { defaultTarget, returnTarget } from "../return-to.js";
import type { Session, Sessions } from "../session/session.js";
import type { Settings } from "../settings.js";
import type { LoopGuard } from "../transaction/loop-guard.js";
import { sendForm } from "./pages.js";

export interface LogoutOptions {
  /** `local` leaves the provider's session alone. Default `provider`. */
  readonly scope?: "local" | "provider" | undefined;
  /** Where a local logout ends. Default `routes.afterLogout`; the provider sends people there in any case. */
  readonly returnTo?: string | undefined;
}

/** Ends the session here first and at the provider next, so that a failing provider keeps nobody signed in (LOGOUT-2). */
export type Logout = (
  res: Response,
  jar: CookieJar,
  present: Session | undefined,
  options?: LogoutOptions,
) => Promise<void>;

/** Past this a URL may not arrive; a form does (LOGOUT-4). */
const MAX_URL = 6000;

export function logout(
  settings: Settings,
  discovery: Discovery,
  sessions: Sessions,
  loops: LoopGuard,
  events: Events,
): Logout {
  const { routes } = settings;
  const home = defaultTarget(routes.afterLogout, settings);

  /** Okta requires the hint, and knows the exact registered URI only (LOGOUT-3). */
  function providerUrl(idToken: string | undefined): URL | undefined {
    const endpoint = discovery.known()?.end_session_endpoint;
    if (endpoint === undefined || idToken === undefined) return undefined;
    const url = new URL(endpoint);
    url.searchParams.set("id_token_hint", idToken);
    url.searchParams.set("post_logout_redirect_uri", home);
    url.searchParams.set("client_id", settings.clientId);
    url.searchParams.set("state", randomBytes(16).toString("base64url"));
    return url;
  }

  return async (res, jar, present, options = {}) => {
    res.set({ "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" });
    const idToken = await sessions.idToken(jar);
    await sessions.end(jar);
    loops.reset(jar);
    if (present !== undefined) events.emit("signed_out", "info", "Somebody signed out.", { sub: present.identity.sub });

    const local = options.scope === "local";
    const url = local || present === undefined ? undefined : providerUrl(idToken);
    if (url === undefined) {
      if (!local && present !== undefined)
        events.emit(
          "op_logout_skipped",
          "warn",
          "The provider's session was left alone: no ID token at hand, or no logout endpoint known.",
        );
      res.redirect(303, returnTarget(options.returnTo, settings) ?? home);
    } else if (url.href.length > MAX_URL) sendForm(res, url, settings);
    else res.redirect(303, url.href);
  };
}
