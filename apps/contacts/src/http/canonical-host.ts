import type { RequestHandler } from "express";

const LOOPBACK_HOSTS = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Sends a browser that came to http://127.0.0.1:8080 to http://localhost:8080, when that is the app's address: cookies belong
 * to one name of a machine, and sign-in comes back to this one. Programs are served under every name.
 */
export function canonicalHost(appBaseUrl: string): RequestHandler {
  const app = new URL(appBaseUrl);
  const aliases = LOOPBACK_HOSTS.has(app.hostname)
    ? [...LOOPBACK_HOSTS].map((name) => (app.port === "" ? name : `${name}:${app.port}`))
    : [];
  return (req, res, next) => {
    const host = req.get("host")?.toLowerCase() ?? "";
    const navigates =
      req.method === "GET" && (req.get("sec-fetch-mode") ?? "navigate") === "navigate" && namesHtml(req.get("accept"));
    if (host === app.host || !aliases.includes(host) || !navigates || !req.originalUrl.startsWith("/")) return next();
    res.redirect(307, appBaseUrl + req.originalUrl);
  };
}

const namesHtml = (accept = ""): boolean => /\btext\/html\b/i.test(accept);
