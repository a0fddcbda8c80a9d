import type { Settings } from "./settings.js";

const MAX_LENGTH = 1024;

/**
 * Where a person may be sent after signing in or out: an absolute URL of the app or of a trusted origin, or `undefined`
 * (RET-2, RET-3). Absolute, because a bare path such as `//evil.example`, which `/..//evil.example` turns into, leaves the site.
 */
export function returnTarget(
  value: unknown,
  settings: Pick<Settings, "app" | "routes" | "trustedOrigins">,
): string | undefined {
  const { app, routes, trustedOrigins } = settings;
  if (typeof value !== "string" || value.length > MAX_LENGTH) return undefined;
  // Browsers read a backslash as a slash, and drop tabs and line ends; Express passes them on (RET-4).
  if (value.includes("\\") || [...value].some((character) => character <= " " || character === "\u007f"))
    return undefined;
  const at = value.indexOf("@");
  const slash = value.indexOf("/");
  if (at >= 0 && (slash < 0 || at < slash)) return undefined;
  const isPath = value.startsWith("/") && !value.startsWith("//");
  const isAbsolute = trustedOrigins.some(
    (origin) => value === origin || value.startsWith(`${origin}/`) || value.startsWith(`${origin}?`),
  );
  if (!isPath && !isAbsolute) return undefined;
  if (!URL.canParse(value, `${app.href}/`)) return undefined;
  const url = new URL(value, `${app.href}/`);
  if (url.protocol !== "https:" && url.protocol !== "http:") return undefined;
  if (!trustedOrigins.includes(url.origin) || url.username !== "" || url.password !== "") return undefined;
  const own = [routes.login, routes.callback, routes.logout].map((route) => app.path + route);
  if (url.origin === app.origin && own.includes(url.pathname.replace(/\/+$/, ""))) return undefined;
  return url.href;
}

/** The absolute URL of a route's default target such as `routes.afterLogin`. */
export const defaultTarget = (path: string, { app }: Pick<Settings, "app">): string =>
  new URL(app.path + path, app.origin).href;
