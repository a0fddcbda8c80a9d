import { randomBytes } from "node:crypto";
import { SignInError } from "../errors.js";
import type { Events } from "../events.js";
import type { CookieAttributes, CookieJar } from "../http/cookies.js";
import type { Claims, Identity } from "../principal/principal.js";
import type { Settings } from "../settings.js";
import { clearChunks, hasChunks, readChunks, split, writeChunks } from "./chunks.js";
import type { Opened, Seals } from "./seal.js";
import type { NewSession, Session, Sessions } from "./session.js";

/** What the cookie holds; short names, because browsers count bytes. Times are milliseconds. */
interface Payload {
  readonly v: 1;
  readonly id: string;
  readonly iss: string;
  readonly sub: string;
  /** Without the groups, which stand beside them. */
  readonly claims: Claims;
  readonly groups: readonly string[];
  /** The claim the groups came in, when they came in one. */
  readonly gc?: string | undefined;
  readonly acr?: string | undefined;
  readonly amr?: readonly string[] | undefined;
  readonly auth?: number | undefined;
  readonly sid?: string | undefined;
  readonly made: number;
  readonly seen: number;
  readonly ends: number;
}

/** All own cookies together; servers and proxies refuse larger headers (CK-6). */
const MAX_BYTES = 12 * 1024;

/** Sessions that live in encrypted cookies of the browser (sign-in.md sections 6.3, 7, 8). */
export function cookieSessions(settings: Settings, seals: Seals, events: Events): Sessions {
  const { app, clock, clockTolerance, issuer } = settings;
  const { cookieName: name, idle, absolute, keepTokens } = settings.session;
  const bare = name.replace(/^__(Host|Secure)-/, "");
  const idtName = `${app.secure ? "__Secure-" : ""}${bare}_idt`;
  const outName = `${name}_out`;
  const attributes: CookieAttributes = { path: "/", secure: app.secure, sameSite: "lax", maxAge: 0 };
  const idtAttributes: CookieAttributes = { ...attributes, path: app.path + settings.routes.logout };
  /** lastSeen is written this rarely, in milliseconds (SES-6); never so rarely that an active session goes idle. */
  const renewAfter = Math.min(Math.max(60, idle / 20), idle / 2) * 1000;

  const deadline = (session: Session) => Math.min(session.endsAt, session.lastSeen + idle * 1000);

  const sealed = (session: Session) =>
    seals.seal("session", name, payloadOf(session, settings.groups.claim), deadline(session) / 1000);

  const clear = (jar: CookieJar) => clearChunks(jar, name, attributes);

  async function write(jar: CookieJar, session: Session): Promise<void> {
    const parts = split(name, await sealed(session));
    if (parts === undefined) throw new SignInError("session_too_large", { detail: "more than 3 cookies" });
    writeChunks(jar, name, parts, { ...attributes, maxAge: secondsLeft(session) });
  }

  const secondsLeft = (session: Session) => Math.max(1, Math.ceil((deadline(session) - clock()) / 1000));

  /** Whether this browser signed out after the session was made (SES-15). */
  async function signedOutSince(jar: CookieJar, session: Session): Promise<boolean> {
    const value = jar.get(outName);
    if (value === undefined) return false;
    const out: Opened<{ at: number }> = await seals.open("out", outName, value);
    return "value" in out && session.createdAt <= out.value.at;
  }

  function refusal(payload: Payload, now: number): string | undefined {
    const ahead = now + clockTolerance * 1000;
    if (payload.v !== 1) return "version";
    if (payload.iss !== issuer) return "issuer";
    if (payload.made > ahead || payload.seen > ahead) return "future";
    if (now >= payload.ends || now >= payload.made + absolute * 1000) return "absolute";
    if (now - payload.seen > idle * 1000) return "idle";
    return undefined;
  }

  return {
    async read(jar, passive) {
      if (!hasChunks(jar, name)) return undefined;
      const joined = readChunks(jar, name);
      const opened: Opened<Payload> = await seals.open("session", name, joined ?? "");
      if ("rejected" in opened) {
        const type = opened.rejected === "expired" ? "session_ended" : "cookie_rejected";
        events.emit(type, "debug", "A session cookie did not open.", { reason: opened.rejected });
        clear(jar);
        return undefined;
      }
      const now = clock();
      const session = sessionOf(opened.value);
      const why = refusal(opened.value, now) ?? ((await signedOutSince(jar, session)) ? "signed_out" : undefined);
      if (why !== undefined) {
        events.emit("session_ended", "info", "A session is over.", { reason: why, sub: opened.value.sub });
        clear(jar);
        return undefined;
      }
      if (passive || (opened.current && now - session.lastSeen < renewAfter)) return session;
      const renewed = { ...session, lastSeen: Math.max(now, session.lastSeen) };
      await write(jar, renewed);
      return renewed;
    },

    async create(jar, { identity, sid, idToken, endsAt }: NewSession) {
      const now = clock();
      const session: Session = {
        id: randomBytes(16).toString("base64url"),
        identity,
        sid,
        createdAt: now,
        lastSeen: now,
        endsAt: Math.min(now + absolute * 1000, endsAt ?? Number.POSITIVE_INFINITY),
      };
      const parts = split(name, await sealed(session));
      const idt =
        keepTokens === "id"
          ? split(idtName, await seals.seal("idt", idtName, { t: idToken }, session.endsAt / 1000))
          : ([] as const);
      const bytes = [...(parts ?? []), ...(idt ?? [])].reduce((sum, part) => sum + part.length + name.length, 0);
      if (parts === undefined || idt === undefined || bytes > MAX_BYTES)
        throw new SignInError("session_too_large", { detail: `${identity.groups.length} groups` });
      writeChunks(jar, name, parts, { ...attributes, maxAge: secondsLeft(session) });
      if (keepTokens === "id")
        writeChunks(jar, idtName, idt, { ...idtAttributes, maxAge: Math.floor((session.endsAt - now) / 1000) });
      if (jar.get(outName) !== undefined) jar.set(outName, "", attributes);
      return session;
    },

    async end(jar) {
      clear(jar);
      clearChunks(jar, idtName, idtAttributes);
      const out = await seals.seal("out", outName, { at: clock() }, clock() / 1000 + absolute);
      jar.set(outName, out, { ...attributes, maxAge: absolute });
    },

    async idToken(jar) {
      const joined = readChunks(jar, idtName);
      if (joined === undefined) return undefined;
      const opened: Opened<{ t: string }> = await seals.open("idt", idtName, joined);
      return "value" in opened ? opened.value.t : undefined;
    },
  };
}

function payloadOf(session: Session, groupsClaim: Settings["groups"]["claim"]): Payload {
  const { identity } = session;
  const { [String(groupsClaim)]: inClaim, ...claims } = identity.claims;
  const gc = typeof groupsClaim === "string" && inClaim !== undefined ? groupsClaim : undefined;
  return {
    v: 1,
    id: session.id,
    iss: identity.issuer,
    sub: identity.sub,
    claims: gc === undefined ? identity.claims : claims,
    groups: identity.groups,
    gc,
    acr: identity.acr,
    amr: identity.amr,
    auth: identity.authTime,
    sid: session.sid,
    made: session.createdAt,
    seen: session.lastSeen,
    ends: session.endsAt,
  };
}

function sessionOf(payload: Payload): Session {
  const identity: Identity = {
    issuer: payload.iss,
    sub: payload.sub,
    claims: payload.gc === undefined ? payload.claims : { ...payload.claims, [payload.gc]: [...payload.groups] },
    groups: payload.groups,
    acr: payload.acr,
    amr: payload.amr,
    authTime: payload.auth,
  };
  return {
    id: payload.id,
    identity,
    sid: payload.sid,
    createdAt: payload.made,
    lastSeen: payload.seen,
    endsAt: payload.ends,
  };
}
