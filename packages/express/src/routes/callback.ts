import type { Request, Response } from "express";
import { SignInError } from "../errors.js";
import type { Events } from "../events.js";
import type { CookieJar } from "../http/cookies.js";
import { formParameters } from "../http/form.js";
import { demandedEnd, identityOf } from "../principal/identity.js";
import { principalOf } from "../principal/principal.js";
import type { Client, Tokens } from "../provider/client.js";
import type { Discovery } from "../provider/discovery.js";
import { verifiedIdToken } from "../provider/id-token.js";
import type { Keys } from "../provider/keys.js";
import type { ProviderMetadata } from "../provider/metadata.js";
import type { UserInfo } from "../provider/userinfo.js";
import { defaultTarget } from "../return-to.js";
import type { NewSession, Session, Sessions } from "../session/session.js";
import type { Settings } from "../settings.js";
import type { LoopGuard } from "../transaction/loop-guard.js";
import { singleFlight } from "../transaction/single-flight.js";
import type { Transaction, Transactions } from "../transaction/transaction.js";
import { isSilentFailure, opError } from "./op-error.js";

/** The parts a callback needs. */
export interface CallbackParts {
  readonly settings: Settings;
  readonly discovery: Discovery;
  readonly client: Client;
  readonly keys: Keys;
  readonly userInfo: UserInfo;
  readonly transactions: Transactions;
  readonly sessions: Sessions;
  readonly loops: LoopGuard;
  readonly events: Events;
}

/** Finishes a sign-in: sends the person on with a session, or throws a `SignInError` (CB-2, in its order). */
export type FinishLogin = (req: Request, res: Response, jar: CookieJar, present: Session | undefined) => Promise<void>;

const MAX_CODE = 2048;

export function finishLogin(parts: CallbackParts): FinishLogin {
  const { settings, discovery, client, transactions, sessions, loops, events } = parts;
  const once = singleFlight<NewSession>();

  return async (req, res, jar, present) => {
    res.set({ "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" });
    const query = settings.responseMode === "form_post" ? await formParameters(req) : new URLSearchParams(queryOf(req));
    if (query === undefined) throw new SignInError("bad_callback", { detail: "no form of at most 16 KiB" });
    const state = query.get("state");
    // (a) Nothing may be there twice, and somebody must be asked for by one state.
    const repeated = ["state", "code", "iss", "error"].some((name) => query.getAll(name).length > 1);
    if (repeated) throw new SignInError("bad_callback");

    // (b, c) The transaction of this browser, used up whatever follows.
    const taken = state === null ? { missing: "tx_missing" as const } : await transactions.take(jar, state);
    if ("missing" in taken) {
      // Back button, reload, second click: the person is signed in already (NTX-1).
      if (present !== undefined) return res.redirect(303, defaultTarget(settings.routes.afterLogin, settings));
      throw new SignInError(taken.missing);
    }
    const transaction = taken.found;
    const metadata = await discovery.metadata();
    checkIssuer(query.get("iss"), metadata, settings);

    // (e) An error counts even when a code came with it (TH-43).
    const error = query.get("error");
    if (error !== null) {
      if (transaction.silent && isSilentFailure(error)) return res.redirect(303, transaction.returnTo);
      throw opError(error, query.get("error_description") ?? "");
    }
    const code = query.get("code") ?? "";
    if (code.length < 1 || code.length > MAX_CODE) throw new SignInError("bad_callback");

    const session = await once(`${state} ${code}`, async () => {
      const tokens = await client.exchange(metadata, onlyCode(query), transaction);
      reportScope(tokens, settings, events);
      return await newSession(req, tokens, transaction, metadata, parts);
    });
    const made = await sessions.create(jar, session);
    await loops.completed(jar);
    const { sub } = made.identity;
    if (present !== undefined && present.identity.sub !== sub)
      events.emit("account_switched", "info", "Another person signed in in the same browser.", { sub });
    events.emit("signed_in", "info", "Somebody signed in.", { sub });
    res.redirect(303, transaction.returnTo);
  };
}

/** (g to i): verified ID token, claims, principal, and the app's own veto. */
async function newSession(
  req: Request,
  tokens: Tokens,
  transaction: Transaction,
  metadata: ProviderMetadata,
  parts: CallbackParts,
): Promise<NewSession> {
  const { settings, keys, userInfo, events } = parts;
  const claims = await verifiedIdToken(
    tokens.idToken,
    { startedAt: Math.floor(transaction.startedAt / 1000), accessToken: tokens.accessToken },
    settings,
    metadata,
    keys,
  );
  const endsAt = demandedEnd(claims, settings);
  const identity = await identityOf(claims, tokens.accessToken, metadata, settings, userInfo, events);
  const principal = principalOf(identity, settings.principal);
  if (settings.onSignIn !== undefined) {
    const allowed = await Promise.resolve()
      .then(() => settings.onSignIn?.({ req, principal, claims: identity.claims }))
      .catch(() => false);
    if (allowed === false) throw new SignInError("sign_in_denied");
  }
  const sid = claims.sid;
  return { identity, idToken: tokens.idToken, endsAt, sid: typeof sid === "string" ? sid : undefined };
}

/** The `iss` response parameter (RFC 9207, CB-3). */
function checkIssuer(iss: string | null, metadata: ProviderMetadata, settings: Settings): void {
  if (iss === null && metadata.authorization_response_iss_parameter_supported !== true) return;
  if (iss !== settings.issuer)
    throw new SignInError("issuer_mismatch", {
      detail: iss === null ? "no iss in the callback" : "another iss in the callback",
    });
}

/** What the library may see: what the protocol defines, so that unknown parameters are ignored (RFC 6749 section 4.1.2). */
function onlyCode(query: URLSearchParams): string {
  const known = new URLSearchParams();
  for (const name of ["code", "state", "iss"]) {
    const value = query.get(name);
    if (value !== null) known.set(name, value);
  }
  return `?${known}`;
}

/** The raw query string: `req.query` may have been parsed by the app's own rules. */
function queryOf(req: Request): string {
  const at = req.originalUrl.indexOf("?");
  return at < 0 ? "" : req.originalUrl.slice(at + 1);
}

function reportScope({ scope }: Tokens, settings: Settings, events: Events): void {
  if (scope === undefined) return;
  const granted = new Set(scope.split(" "));
  const missing = settings.scope.split(" ").filter((name) => !granted.has(name));
  if (missing.length === 0) return;
  events.emit("scope_reduced", "warn", `The provider did not grant ${missing.join(", ")}.`);
  if (missing.some((name) => settings.requiredScopes.includes(name)))
    throw new SignInError("op_misconfigured", { detail: "a required scope was not granted" });
}
