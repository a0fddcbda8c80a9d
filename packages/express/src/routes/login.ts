import type { Request, Response } from "express";
import { SignInError } from "../errors.js";
import type { CookieJar } from "../http/cookies.js";
import { isPrefetch } from "../navigation.js";
import type { Client } from "../provider/client.js";
import type { Discovery } from "../provider/discovery.js";
import { defaultTarget, returnTarget } from "../return-to.js";
import type { Settings } from "../settings.js";
import type { LoopGuard } from "../transaction/loop-guard.js";
import type { Transactions } from "../transaction/transaction.js";

export interface LoginOptions {
  /** Where to go afterwards; a path of the app, or a URL of a trusted origin. Default `routes.afterLogin`. */
  readonly returnTo?: string | undefined;
  /** Preselects an account at the provider. */
  readonly loginHint?: string | undefined;
  /** `none` asks for a silent sign-in. */
  readonly prompt?: "none" | "login" | "consent" | "select_account" | undefined;
  /** Seconds; an older authentication at the provider is renewed. */
  readonly maxAge?: number | undefined;
}

/** Sends the browser to the provider with a new transaction. Throws a `SignInError` when that cannot be done. */
export type StartLogin = (req: Request, res: Response, jar: CookieJar, options: LoginOptions) => Promise<void>;

const MAX_HINT = 256;

export function startLogin(
  settings: Settings,
  discovery: Discovery,
  client: Client,
  transactions: Transactions,
  loops: LoopGuard,
): StartLogin {
  return async (req, res, jar, options) => {
    res.set({ "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" });
    if (isPrefetch(req)) {
      res.status(401).json({ error: "unauthenticated", login: settings.app.href + settings.routes.login });
      return;
    }
    if (await loops.isLooping(jar)) throw new SignInError("login_loop");
    const metadata = await discovery.metadata();
    const { maxAge, prompt, loginHint } = options;
    const transaction = await transactions.start(jar, {
      returnTo: returnTarget(options.returnTo, settings) ?? defaultTarget(settings.routes.afterLogin, settings),
      silent: prompt === "none",
      maxAge,
    });
    const url = await client.authorizationUrl(metadata, {
      ...settings.authorizationParams,
      scope: settings.scope,
      state: transaction.state,
      nonce: transaction.nonce,
      code_challenge: transaction.challenge,
      code_challenge_method: "S256",
      ...(settings.responseMode === "form_post" ? { response_mode: "form_post" } : {}),
      ...(loginHint === undefined ? {} : { login_hint: loginHint.slice(0, MAX_HINT) }),
      ...(prompt === undefined ? {} : { prompt }),
      ...(maxAge === undefined ? {} : { max_age: String(maxAge) }),
    });
    res.redirect(303, url.href);
  };
}

/**
 * What `GET /login` takes from its query: nothing else is copied into the authorization request (TX-1). Another site may start
 * a sign-in for an issuer and a target, which must be ours (OpenID Connect Core section 4, TH-114).
 */
export function loginQuery(req: Request, settings: Settings): LoginOptions {
  const one = (name: string) => {
    const value = req.query[name];
    return typeof value === "string" ? value : undefined;
  };
  const iss = one("iss");
  if (iss !== undefined && iss !== settings.issuer)
    throw new SignInError("issuer_mismatch", { status: 400, detail: "a sign-in was started for another issuer" });
  return { returnTo: one("returnTo") ?? one("target_link_uri"), loginHint: one("login_hint") };
}
