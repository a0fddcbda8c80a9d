import type { IncomingMessage } from "node:http";
import type { Request, RequestHandler, Response } from "express";
import { type Auth, type AuthFacts, auth, authOf } from "./auth.js";
import { SignInError } from "./errors.js";
import { events, type SignInEventListener, type SignInEventType } from "./events.js";
import { csrfTokenOf, hasCsrfToken, isOwnWrite, isUnsafe } from "./guards/csrf.js";
import { requireUser } from "./guards/require-user.js";
import { type CookieJar, cookieJar, readOnlyJar } from "./http/cookies.js";
import { outgoing } from "./http/outgoing.js";
import type { SignInOptions } from "./options.js";
import { principalOf } from "./principal/principal.js";
import { client } from "./provider/client.js";
import { discovery, type Health } from "./provider/discovery.js";
import { keys } from "./provider/keys.js";
import { userInfo } from "./provider/userinfo.js";
import { finishLogin } from "./routes/callback.js";
import { loginQuery, startLogin } from "./routes/login.js";
import { logout } from "./routes/logout.js";
import { sendError } from "./routes/pages.js";
import { cookieSessions } from "./session/cookie-session.js";
import { seals } from "./session/seal.js";
import type { Session } from "./session/session.js";
import { settings as settingsOf } from "./settings.js";
import { loopGuard } from "./transaction/loop-guard.js";
import { transactions } from "./transaction/transaction.js";

export interface CsrfOptions {
  /** Also demand the session's token, in header `X-CSRF-Token` or field `_csrf`. Default false. */
  readonly token?: boolean;
}

/** Sign-in with one OpenID Provider for an Express 5 app. */
export interface SignIn {
  /** Serves the sign-in routes and sets `req.auth` and `req.userContext`. Before every guard. */
  middleware(): RequestHandler;
  /** Lets signed-in people through; sends navigations to sign-in, answers 401 `{ error, login }` to the rest. */
  requireUser(): RequestHandler;
  /** Refuses writes from other sites with 403 `{"error":"csrf"}` when a cookie authenticates them (section 14). */
  csrf(options?: CsrfOptions): RequestHandler;
  /** Who opens a WebSocket: `null` without a session, and for pages of other origins (UNA-4). Answer 401 then. */
  authenticateUpgrade(req: IncomingMessage): Promise<AuthFacts | null>;
  /** The token that `csrf({ token: true })` demands; `undefined` when nobody is signed in. */
  csrfToken(req: Request): string | undefined;
  /** Resolves when the provider's metadata is known; rejects only with `readyTimeout`, or after `close()`. */
  ready(): Promise<void>;
  /** Cheap, and without side effects (OUT-8). */
  health(): Health;
  /** Origins that a Content-Security-Policy's `form-action` needs beside `'self'`, or Chromium stops the logout form (LOGOUT-6). */
  cspSources(): readonly string[];
  /** `"event"` hears everything. Returns a function that stops listening. */
  on(type: SignInEventType | "event", listener: SignInEventListener): () => void;
  /** Stops timers and retries (SURF-4). */
  close(): void;
}

/**
 * Builds sign-in from its options; no network before `middleware()` or `ready()` is called (OUT-1).
 * @throws TypeError that lists every problem with the options.
 */
export function createSignIn(options: SignInOptions): SignIn {
  const settings = settingsOf(options);
  const { app, routes } = settings;
  const told = events({ issuer: settings.issuer, clock: settings.clock, plainSubjects: settings.plainSubjects });
  const outward = outgoing(settings);
  const found = discovery(settings, outward, told);
  const keySet = keys(found, outward, told, settings.clock);
  const provider = client(settings, outward);
  const sealing = seals(settings.session.secrets, settings.clock);
  const sessions = cookieSessions(settings, sealing, told);
  const attempts = transactions(settings, sealing);
  const loops = loopGuard(settings, sealing);
  const begin = startLogin(settings, found, provider, attempts, loops);
  const finish = finishLogin({
    settings,
    discovery: found,
    client: provider,
    keys: keySet,
    transactions: attempts,
    sessions,
    loops,
    events: told,
    userInfo: userInfo(settings, provider, keySet, outward),
  });
  const end = logout(settings, found, sessions, loops, told);
  const csrfKey = sealing.derive("csrf");
  const methods: Readonly<Record<string, string>> = {
    [routes.login]: "GET",
    [routes.callback]: settings.responseMode === "form_post" ? "POST" : "GET",
    [routes.logout]: "POST",
  };
  const sessionOf = new WeakMap<Request, Session>();
  let hinted = false;

  /** A session change after the headers are gone is a mistake of the app's: loud in development (CK-7). */
  function cookieLost(name: string): void {
    const message = `The response's headers were sent before sign-in could set cookie ${name}.`;
    told.emit("cookie_lost", "error", message);
    if (process.env.NODE_ENV !== "production") throw new Error(message);
  }

  function isRoute(req: Request, route: string): boolean {
    const path = req.baseUrl + req.path;
    return path === app.path + route || path === route;
  }

  /** Answers the package's own routes; `false` when the request is the app's. */
  async function serveRoute(
    req: Request,
    res: Response,
    jar: CookieJar,
    present: Session | undefined,
  ): Promise<boolean> {
    const route = [routes.login, routes.callback, routes.logout].find((path) => isRoute(req, path));
    if (route === undefined) return false;
    const allowed = methods[route];
    if (req.method !== allowed) {
      res.status(405).set({ Allow: allowed, "Cache-Control": "no-store" }).json({ error: "method_not_allowed" });
    } else if (route === routes.login) {
      await begin(req, res, jar, loginQuery(req, settings));
    } else if (route === routes.callback) {
      await finish(req, res, jar, present);
    } else {
      if (!isOwnWrite(req, settings.trustedOrigins)) throw crossSite();
      await end(res, jar, present);
    }
    return true;
  }

  function crossSite(): SignInError {
    told.emit("csrf_rejected", "warn", "A write from another site was refused.");
    return new SignInError("csrf");
  }

  function factsOf({ identity }: Session): AuthFacts {
    return {
      principal: principalOf(identity, settings.principal),
      claims: identity.claims,
      ...(identity.authTime === undefined ? {} : { authTime: identity.authTime }),
      ...(identity.acr === undefined ? {} : { acr: identity.acr }),
      ...(identity.amr === undefined ? {} : { amr: identity.amr }),
    };
  }

  function authFor(req: Request, jar: CookieJar, session: Session | undefined): Auth {
    return auth(
      session === undefined ? undefined : factsOf(session),
      (res, how = {}) => begin(req, res, jar, how).catch((error) => failed(error, req, res, undefined)),
      (res, how) => end(res, jar, session, how),
    );
  }

  /** Renders a failure or passes it on; a foreign error is the app's error handler's business (EXP-7). */
  function failed(error: unknown, req: Request, res: Response, next: ((error: unknown) => void) | undefined): void {
    if (!(error instanceof SignInError)) {
      if (next === undefined) throw error;
      next(error);
      return;
    }
    // A refused write has its own event.
    if (error.code !== "csrf") told.fail("sign_in_failed", error, requestIdOf(req));
    if (settings.errorPages || next === undefined) sendError(req, res, error, settings);
    else next(error);
  }

  function hintAtProxy(req: Request): void {
    if (hinted || !app.secure || req.secure) return;
    hinted = true;
    told.emit(
      "trust_proxy_hint",
      "info",
      "appBaseUrl is https, this request was not: behind a proxy, set Express's 'trust proxy'.",
    );
  }

  return {
    middleware() {
      found.start();
      if (settings.allowInsecureAppBaseUrl && !app.secure)
        told.emit("insecure_app_base_url", "warn", "appBaseUrl is plain http: session cookies can be read on the way.");
      return async function signIn(req, res, next) {
        const jar = cookieJar(req, res, cookieLost);
        try {
          hintAtProxy(req);
          const passive = req.get("x-background") === "1" || settings.session.passive?.(req) === true;
          const session = await sessions.read(jar, passive);
          if (session !== undefined) {
            sessionOf.set(req, session);
            req.userContext = { userinfo: { ...session.identity.claims, sub: session.identity.sub } };
          }
          req.auth = authFor(req, jar, session);
          if (!(await serveRoute(req, res, jar, session))) next();
        } catch (error) {
          failed(error, req, res, next);
        }
      };
    },
    requireUser: () => requireUser(settings),
    csrf: ({ token = false } = {}) =>
      function csrf(req, res, next) {
        if (!isUnsafe(req.method) || !authOf(req).authenticated) return next();
        const session = sessionOf.get(req);
        const known = !token || (session !== undefined && hasCsrfToken(req, session, csrfKey));
        if (isOwnWrite(req, settings.trustedOrigins) && known) return next();
        failed(crossSite(), req, res, next);
      },
    async authenticateUpgrade(req) {
      const { origin } = req.headers;
      if (origin !== undefined && !settings.trustedOrigins.includes(origin)) {
        told.emit("csrf_rejected", "warn", "An upgrade from another site was refused.");
        return null;
      }
      const session = await sessions.read(readOnlyJar(req), true);
      return session === undefined ? null : factsOf(session);
    },
    csrfToken(req) {
      const session = sessionOf.get(req);
      return session === undefined ? undefined : csrfTokenOf(session, csrfKey);
    },
    ready: () => found.ready(),
    health: () => found.health(),
    cspSources() {
      const endpoints = [settings.issuer, found.known()?.authorization_endpoint, found.known()?.end_session_endpoint];
      return [...new Set(endpoints.flatMap((url) => (url === undefined ? [] : [new URL(url).origin])))];
    },
    on: told.on,
    close: () => found.close(),
  };
}

/** The request's id, where the app gives it one; of a header only what cannot harm a log. */
function requestIdOf(req: Request): { requestId?: string } {
  const id = (req as { id?: unknown }).id ?? req.get("x-request-id");
  const text = typeof id === "number" ? String(id) : id;
  return typeof text === "string" && /^[\w.:-]{1,128}$/.test(text) ? { requestId: text } : {};
}
