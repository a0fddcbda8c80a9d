import type { CookieJar } from "../http/cookies.js";
import type { Identity } from "../principal/principal.js";

/** The record that a browser is signed in. Times are milliseconds since the epoch. */
export interface Session {
  /** Changes with every sign-in; names the session, but is no secret that opens it. */
  readonly id: string;
  readonly identity: Identity;
  /** The provider's session id, where it tells one. */
  readonly sid?: string | undefined;
  readonly createdAt: number;
  readonly lastSeen: number;
  /** Ends here whatever the activity. */
  readonly endsAt: number;
}

/** What a sign-in brings for the session that it makes. */
export interface NewSession {
  readonly identity: Identity;
  readonly sid?: string | undefined;
  readonly idToken: string;
  /** An earlier end than `session.absolute`, when the provider demands one (IDT-9, SES-9). */
  readonly endsAt?: number | undefined;
}

/** Where sessions live. The cookie mode keeps everything in the browser; a store keeps it on the server. */
export interface Sessions {
  /** The request's session, or `undefined`. Prolongs it unless the request is passive (SES-6). */
  read(jar: CookieJar, passive: boolean): Promise<Session | undefined>;
  /** Makes a session under a new id (SES-4). Throws `session_too_large`. */
  create(jar: CookieJar, session: NewSession): Promise<Session>;
  /** Ends the session in this browser; a response that is still under way cannot bring it back (SES-15). */
  end(jar: CookieJar): Promise<void>;
  /** The ID token, for the provider's logout; only on the logout route. */
  idToken(jar: CookieJar): Promise<string | undefined>;
}
