import { createHash } from "node:crypto";
import { isLoopbackHost } from "./http/loopback.js";

/** Where people reach the app, and what follows from it. Requests are never asked (TX-3, EXP-2). */
export interface BaseUrl {
  /** Without a trailing slash. */
  readonly href: string;
  readonly origin: string;
  /** The path part, `""` or `/crm`. */
  readonly path: string;
  readonly secure: boolean;
  /** Default name of the session cookie (CK-1 to CK-3). */
  readonly cookieName: string;
}

/** Reads `appBaseUrl`; reports what is wrong with it through `problem`. */
export function baseUrl(
  value: string,
  allowInsecure: boolean,
  problem: (path: string, expected: string) => void,
): BaseUrl | undefined {
  if (!URL.canParse(value)) {
    problem("appBaseUrl", "expected a URL such as https://app.example");
    return undefined;
  }
  const url = new URL(value);
  if (url.protocol !== "https:" && url.protocol !== "http:")
    problem("appBaseUrl", "expected https, or http on a loopback host");
  if (value.endsWith("/")) problem("appBaseUrl", "expected no trailing slash");
  if (url.search !== "" || url.hash !== "" || url.username !== "")
    problem("appBaseUrl", "expected no query, fragment or credentials");
  const secure = url.protocol === "https:";
  if (!secure && !isLoopbackHost(url.hostname) && !allowInsecure)
    problem("appBaseUrl", "expected https; plain http is for loopback hosts (allowInsecureAppBaseUrl overrides)");
  const path = url.pathname === "/" ? "" : url.pathname;
  const href = url.origin + path;
  // Two apps on one host under different paths must not read each other's cookies (CK-2).
  const suffix = path === "" ? "" : `-${createHash("sha256").update(href).digest("hex").slice(0, 8)}`;
  return { href, origin: url.origin, path, secure, cookieName: `${secure ? "__Host-" : ""}gh${suffix}` };
}
