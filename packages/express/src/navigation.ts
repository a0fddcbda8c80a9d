import type { Request } from "express";

/** Whether a person's browser is going to a page, so that a redirect to sign-in makes sense (UNA-1). */
export function isNavigation(req: Request): boolean {
  if (req.method !== "GET" && req.method !== "HEAD") return false;
  if (req.headers.upgrade !== undefined) return false;
  const mode = req.headers["sec-fetch-mode"];
  const dest = req.headers["sec-fetch-dest"];
  if (mode !== undefined || dest !== undefined) return mode === "navigate" && dest === "document";
  if (req.headers["x-requested-with"] !== undefined || !prefersHtml(req)) return false;
  // A health checker asks by HEAD, without anything a browser sends (UNA-6).
  return req.method === "GET" || req.headers.cookie !== undefined;
}

/** Whether `Accept` names HTML at least as highly as JSON; `*\/*` alone names nothing. */
export function prefersHtml(req: Request): boolean {
  const ranges = (req.headers.accept ?? "").split(",").map((part) => {
    const [type = "", ...parameters] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    const q = parameters.find((parameter) => parameter.startsWith("q="));
    return { type, q: q === undefined ? 1 : Number(q.slice(2)) || 0 };
  });
  const best = (test: (type: string) => boolean) =>
    Math.max(0, ...ranges.filter(({ type }) => test(type)).map(({ q }) => q));
  const html = best((type) => type === "text/html" || type === "application/xhtml+xml");
  return html > 0 && html >= best((type) => type === "application/json" || type.endsWith("+json"));
}

/** Whether the browser fetches ahead of the person, which must not start a sign-in (TX-9). */
export const isPrefetch = (req: Request): boolean =>
  /\bprefetch\b/i.test(`${req.headers["sec-purpose"] ?? ""} ${req.headers.purpose ?? ""}`);

/** A page that is asked for, or an answer to a program: decides between HTML and JSON for a failure. */
export const wantsPage = (req: Request): boolean =>
  req.headers["sec-fetch-mode"] === "navigate" || (req.headers["sec-fetch-mode"] === undefined && prefersHtml(req));
