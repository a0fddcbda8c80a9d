import { createHash, randomBytes } from "node:crypto";
import type { CookieAttributes, CookieJar } from "../http/cookies.js";
import type { Opened, Seals } from "../session/seal.js";
import type { Settings } from "../settings.js";

/** One login attempt, from its start to its callback. */
export interface Transaction {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly challenge: string;
  /** Where the person goes afterwards: an absolute URL that was checked. */
  readonly returnTo: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly issuer: string;
  /** The request asked the provider not to show anything. */
  readonly silent: boolean;
  readonly maxAge?: number | undefined;
}

/** What a caller decides about a new transaction. */
export type NewTransaction = Pick<Transaction, "returnTo" | "silent" | "maxAge">;

export type FoundTransaction = { readonly found: Transaction } | { readonly missing: "tx_missing" | "tx_expired" };

/** Transactions live in one sealed cookie each, so that tabs do not disturb each other (TX-2 to TX-6). */
export interface Transactions {
  start(jar: CookieJar, wanted: NewTransaction): Promise<Transaction>;
  /** The transaction of a callback, by its state; its cookie is cleared whatever the outcome (CB-2). */
  take(jar: CookieJar, state: string): Promise<FoundTransaction>;
}

type Payload = Omit<Transaction, "challenge">;

/** Garbage under our names costs this many decryptions a request at most (RATE-4). */
const MAX_INSPECTED = 10;

export function transactions(settings: Settings, seals: Seals): Transactions {
  const { app, clock, issuer, tx } = settings;
  const prefix = `${settings.session.cookieName}tx_`;
  // A provider's POST is cross-site; a Lax cookie would stay behind (TX-5).
  const sameSite = settings.responseMode === "form_post" ? "none" : "lax";
  const attributes: CookieAttributes = { path: "/", secure: app.secure, sameSite, maxAge: tx.ttl };
  const nameOf = (state: string) => prefix + createHash("sha256").update(state).digest("base64url").slice(0, 11);
  const clear = (jar: CookieJar, name: string) => jar.set(name, "", { ...attributes, maxAge: 0 });

  /** Keeps room for one more: the oldest go, and whatever does not open (TX-6). */
  async function makeRoom(jar: CookieJar): Promise<void> {
    const names = jar.names().filter((name) => name.startsWith(prefix));
    for (const name of names.slice(MAX_INSPECTED)) clear(jar, name);
    const live: { name: string; startedAt: number }[] = [];
    for (const name of names.slice(0, MAX_INSPECTED)) {
      const opened: Opened<Payload> = await seals.open("tx", name, jar.get(name) ?? "");
      if ("value" in opened) live.push({ name, startedAt: opened.value.startedAt });
      else clear(jar, name);
    }
    live.sort((a, b) => b.startedAt - a.startedAt);
    for (const { name } of live.slice(tx.max - 1)) clear(jar, name);
  }

  return {
    async start(jar, wanted) {
      await makeRoom(jar);
      const payload: Payload = {
        state: randomBytes(32).toString("base64url"),
        nonce: randomBytes(32).toString("base64url"),
        verifier: randomBytes(32).toString("base64url"),
        startedAt: clock(),
        issuer,
        ...wanted,
      };
      const name = nameOf(payload.state);
      // Kept a little longer than it is valid, so that a late callback can be told from a foreign one.
      jar.set(name, await seals.seal("tx", name, payload, clock() / 1000 + 2 * tx.ttl), attributes);
      return { ...payload, challenge: createHash("sha256").update(payload.verifier).digest("base64url") };
    },

    async take(jar, state) {
      const name = nameOf(state);
      const sealed = jar.get(name);
      if (sealed === undefined) return { missing: "tx_missing" };
      clear(jar, name);
      const opened: Opened<Payload> = await seals.open("tx", name, sealed);
      if (!("value" in opened)) return { missing: opened.rejected === "expired" ? "tx_expired" : "tx_missing" };
      const payload = opened.value;
      if (payload.state !== state || payload.issuer !== issuer) return { missing: "tx_missing" };
      const age = clock() - payload.startedAt;
      if (age > tx.ttl * 1000 || age < -settings.clockTolerance * 1000) return { missing: "tx_expired" };
      return { found: { ...payload, challenge: createHash("sha256").update(payload.verifier).digest("base64url") } };
    },
  };
}
