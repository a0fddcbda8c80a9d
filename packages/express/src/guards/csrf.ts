import { createHmac, timingSafeEqual } from "node:crypto";
import type { Request } from "express";
import type { Session } from "../session/session.js";

const unsafeMethods = new Set(["POST", "PUT", "PATCH", "DELETE"]);

export const isUnsafe = (method: string): boolean => unsafeMethods.has(method);

/**
 * Whether a write comes from the app's own pages, a trusted origin, or no browser at all (CSRF-1 to CSRF-3). What the browser
 * says of the initiator decides; a `Host` header is never asked.
 */
export function isOwnWrite(req: Request, trustedOrigins: readonly string[]): boolean {
  const site = req.headers["sec-fetch-site"];
  const { origin } = req.headers;
  if (site !== undefined) {
    if (site === "same-origin" || site === "none") return true;
    return site === "same-site" && origin !== undefined && trustedOrigins.includes(origin);
  }
  return origin === undefined || trustedOrigins.includes(origin);
}

/** The synchroniser token of a session (CSRF-5). */
export const csrfTokenOf = (session: Session, key: Buffer): string =>
  createHmac("sha256", key).update(session.id).digest("base64url");

/** Whether header `X-CSRF-Token` or field `_csrf` holds the session's token. */
export function hasCsrfToken(req: Request, session: Session, key: Buffer): boolean {
  const field = (req.body as { _csrf?: unknown } | undefined)?._csrf;
  const given = req.get("x-csrf-token") ?? field;
  if (typeof given !== "string") return false;
  const expected = Buffer.from(csrfTokenOf(session, key));
  const found = Buffer.from(given);
  return expected.length === found.length && timingSafeEqual(expected, found);
}
