import type { RequestHandler, Response } from "express";
import { authOf } from "../auth.js";
import { isNavigation, isPrefetch } from "../navigation.js";
import type { Settings } from "../settings.js";

/** 401 for a request without a session (UNA-2); the scheme is none that makes a browser ask for a password. */
export function sendUnauthenticated(res: Response, settings: Settings): void {
  res
    .status(401)
    .set({
      "Cache-Control": "no-store",
      "WWW-Authenticate": `Session realm="${settings.appName.replace(/[^\x20-\x7e]|["\\]/g, "")}"`,
    })
    .json({ error: "unauthenticated", login: settings.app.href + settings.routes.login });
}

/**
 * Lets signed-in people through. Others: a browser's navigation goes to sign-in and comes back to where it was, everything else
 * gets 401 (section 12). OPTIONS is none of its business (UNA-5).
 */
export function requireUser(settings: Settings): RequestHandler {
  return async function requireUser(req, res, next) {
    const auth = authOf(req);
    if (auth.authenticated || req.method === "OPTIONS") {
      next();
      return;
    }
    const redirects =
      settings.unauthenticated === "redirect"
        ? req.method === "GET" || req.method === "HEAD"
        : settings.unauthenticated === "auto" && isNavigation(req);
    if (!redirects || isPrefetch(req)) {
      sendUnauthenticated(res, settings);
      return;
    }
    await auth.login(res, { returnTo: req.originalUrl });
  };
}
