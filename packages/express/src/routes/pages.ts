import { randomBytes } from "node:crypto";
import type { Request, Response } from "express";
import type { SignInError } from "../errors.js";
import { wantsPage } from "../navigation.js";
import type { Settings } from "../settings.js";

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for HTML content and quoted attributes. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] as string);

const style = `
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;place-items:center;background:#f5f6f8;color:#1b2330}
main{box-sizing:border-box;width:min(30rem,100%);padding:2rem}
h1{font-size:1.4rem;line-height:1.25;margin:0 0 .75rem}
p{margin:0 0 1rem}
small{color:#566072}
a.button,button{display:inline-block;font:inherit;font-weight:600;padding:.6rem 1.1rem;border:0;border-radius:.5rem;background:#2450c8;color:#fff;text-decoration:none;cursor:pointer}
a.button:focus-visible,button:focus-visible{outline:3px solid #7aa2ff;outline-offset:2px}
@media (prefers-color-scheme:dark){body{background:#12161d;color:#e8ecf3}small{color:#a3aec0}a.button,button{background:#9db8ff;color:#10192e}}
`;

/** Sends a page of the package: no foreign resources, no framing, no caching (FRAME-1, CB-5). */
function sendPage(res: Response, status: number, title: string, body: string, extraCsp = "", script = ""): void {
  const nonce = randomBytes(16).toString("base64");
  res
    .status(status)
    .set({
      "Content-Security-Policy": `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'${script === "" ? "" : `; script-src 'nonce-${nonce}'`}${extraCsp}`,
      "X-Frame-Options": "DENY",
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-store",
      "Referrer-Policy": "no-referrer",
    })
    .type("html")
    .send(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title><style nonce="${nonce}">${style}</style></head><body><main>${body}</main>${script === "" ? "" : `<script nonce="${nonce}">${script}</script>`}</body></html>`,
    );
}

/** Answers a failed sign-in: a page with a way on for people, `{ error, login }` for programs. */
export function sendError(req: Request, res: Response, error: SignInError, settings: Settings): void {
  if (error.retryAfter !== undefined) res.set("Retry-After", String(error.retryAfter));
  const login = settings.app.href + settings.routes.login;
  if (!wantsPage(req)) {
    res
      .status(error.status)
      .set({ "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" })
      .json({ error: error.code, login });
    return;
  }
  const unavailable = error.status === 503 || error.code === "op_unavailable";
  const title = unavailable ? "Sign-in is not available at the moment" : "You are not signed in";
  const advice = unavailable ? "Please try again in a moment." : "";
  sendPage(
    res,
    error.status,
    `${title} - ${settings.appName}`,
    `<h1>${title}</h1><p>${escaped(error.person)} ${advice}</p>
<p><a class="button" href="${escaped(login)}">${unavailable ? "Try again" : "Sign in again"}</a></p>
<p><small>${escaped(settings.appName)} &middot; ${escaped(error.code)}</small></p>`,
  );
}

/** A form that sends itself, for a logout URL that would be too long (LOGOUT-4). */
export function sendForm(res: Response, target: URL, settings: Settings): void {
  const fields = [...target.searchParams].map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  const action = target.origin + target.pathname;
  sendPage(
    res,
    200,
    `Signing out - ${settings.appName}`,
    `<h1>Signing out</h1><form method="post" action="${escaped(action)}">${fields.join("")}<button>Continue</button></form>`,
    `; form-action ${target.origin} ${settings.app.origin}`,
    "document.forms[0].submit()",
  );
}
