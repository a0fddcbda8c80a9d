import type { IncomingMessage, ServerResponse } from "node:http";
import { parse, serialize } from "cookie";
import onHeaders from "on-headers";

export interface CookieAttributes {
  readonly path: string;
  readonly secure: boolean;
  readonly sameSite: "lax" | "none";
  /** Seconds; 0 clears. */
  readonly maxAge: number;
}

/** Browsers drop a cookie whose name and value exceed 4096 bytes; this leaves room for the attributes (CK-5). */
export const MAX_COOKIE_BYTES = 3800;

/** The request's cookies, and those the response will set. */
export interface CookieJar {
  /** The value as the browser sent it; a name it sent twice counts once, as the first. */
  get(name: string): string | undefined;
  names(): readonly string[];
  /** The last word on a name wins. Throws in development when the headers are gone already (CK-7). */
  set(name: string, value: string, attributes: CookieAttributes): void;
}

/**
 * Reads cookies and writes them when the headers are flushed, however the response is sent: `end`, `write`, `pipe`,
 * `sendFile`, `flushHeaders` (CK-7).
 */
export function cookieJar(req: IncomingMessage, res: ServerResponse, lost: (name: string) => void): CookieJar {
  const received = receivedCookies(req);
  const pending = new Map<string, string>();
  let hooked = false;

  const hook = () => {
    hooked = true;
    onHeaders(res, () => {
      const before = res.getHeader("set-cookie");
      const others = before === undefined ? [] : Array.isArray(before) ? before : [String(before)];
      res.setHeader("set-cookie", [...others, ...pending.values()]);
      keepOutOfCaches(res);
    });
  };

  return {
    get: (name) => received[name],
    names: () => Object.keys(received),
    set(name, value, attributes) {
      if (res.headersSent) {
        lost(name);
        return;
      }
      if (!hooked) hook();
      pending.set(name, serialize(name, value, { ...attributes, httpOnly: true, encode: (text) => text }));
    },
  };
}

/** The request's cookies where there is no response to write to, such as for a WebSocket's upgrade. */
export function readOnlyJar(req: IncomingMessage): CookieJar {
  const received = receivedCookies(req);
  return { get: (name) => received[name], names: () => Object.keys(received), set: () => {} };
}

/** As the browser sent them: what is in them is sealed, not percent-encoded. */
const receivedCookies = (req: IncomingMessage): Record<string, string | undefined> =>
  parse(req.headers.cookie ?? "", { decode: (value) => value });

/** A shared cache must not hand one person's cookie to another (CK-9). */
function keepOutOfCaches(res: ServerResponse): void {
  const caching = res.getHeader("cache-control");
  if (caching === undefined) res.setHeader("cache-control", "no-store");
  else if (!/\b(no-store|private)\b/i.test(String(caching)))
    res.setHeader("cache-control", 'private, no-cache="Set-Cookie"');
  const vary = String(res.getHeader("vary") ?? "");
  if (
    vary !== "*" &&
    !vary
      .toLowerCase()
      .split(/\s*,\s*/)
      .includes("cookie")
  )
    res.setHeader("vary", vary === "" ? "Cookie" : `${vary}, Cookie`);
}
