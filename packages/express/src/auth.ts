import type { Request, Response } from "express";
import type { Claims, Principal, Value } from "./principal/principal.js";
import type { LoginOptions } from "./routes/login.js";
import type { LogoutOptions } from "./routes/logout.js";

/** Who is asking: on every request that passed `middleware()`, frozen, without any token or secret (SURF-1, SURF-2). */
export interface Auth {
  readonly authenticated: boolean;
  /** `null` when nobody is signed in. */
  readonly principal: Principal | null;
  /** The claims about the person, `sub` included; `{}` when nobody is signed in. */
  readonly claims: Claims;
  readonly method: "session" | "none";
  /** Seconds since the epoch, when the person last proved who they are at the provider. */
  readonly authTime?: number;
  readonly acr?: string;
  readonly amr?: readonly string[];
  /** Sends the browser to sign-in. */
  login(res: Response, options?: LoginOptions): Promise<void>;
  /** Ends the session here and, unless `scope` is `local`, at the provider. */
  logout(res: Response, options?: LogoutOptions): Promise<void>;
}

/** The signed-in person as Okta's middleware shows it; the tutorial's code reads `userinfo.sub` and `userinfo.groups`. */
export interface UserContext {
  readonly userinfo: { readonly sub: string; readonly [claim: string]: Value };
}

export type AuthFacts = Pick<Auth, "principal" | "claims" | "authTime" | "acr" | "amr">;

/** A frozen `Auth`; the functions stand behind the facts and do not show in JSON or logs. */
export function auth(facts: AuthFacts | undefined, login: Auth["login"], logout: Auth["logout"]): Auth {
  const shown = {
    authenticated: facts !== undefined,
    principal: null,
    claims: {},
    method: facts === undefined ? "none" : "session",
    ...facts,
  };
  return Object.freeze(
    Object.defineProperties(shown as unknown as Auth, { login: { value: login }, logout: { value: logout } }),
  );
}

/** The request's `Auth`; a clear error when `middleware()` did not run before (EXP-5). */
export function authOf(req: Request): Auth {
  if (req.auth === undefined)
    throw new Error("Sign-in's middleware() must come before its guards: app.use(signIn.middleware()).");
  return req.auth;
}

declare global {
  namespace Express {
    interface Request {
      /** Who is asking; set by `signIn.middleware()`. */
      auth: Auth;
      /** `undefined` when nobody is signed in; the shape of Okta's middleware. */
      userContext?: UserContext | undefined;
    }
  }
}
