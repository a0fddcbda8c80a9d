import { type Html, html } from "./html.js";
import { style } from "./style.js";

/** A whole page below the banner that says what this is. */
export function page(title: string, content: Html): string {
  return `<!doctype html>\n${html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<header class="banner"><strong>Development only</strong><span>Anybody can sign in here as anybody.</span></header>
<main>${content}</main>
</body>
</html>`}\n`;
}

/**
 * The headers of every page.
 * @param formTargets origins that a form's answer may redirect to, besides this provider; without the argument the
 *   page has no form. Browsers hold each redirect after a form against `form-action`, so it must name the application.
 */
export function pageHeaders(formTargets?: readonly string[]): Record<string, string> {
  const formAction = formTargets === undefined ? "'none'" : ["'self'", ...formTargets].join(" ");
  return {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy":
      `default-src 'none'; style-src 'unsafe-inline'; form-action ${formAction}; ` +
      "base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
  };
}
