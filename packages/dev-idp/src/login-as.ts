import { DevIdpError } from "./errors.js";
import type { Directory } from "./users/directory.js";

/** More redirects than any sign-in takes. */
const mostRedirects = 10;

/**
 * Signs a user in without a browser (DEV-10): goes to `authorizeUrl`, presses the user's button, follows the redirects.
 * Each call is a browser of its own, so there is never a session from before.
 * @param who the login, its part before the `@`, or the sub; a user who is not assigned comes back with Okta's error
 * @returns the callback URL at the application, with `code` and `state`, or with `error`
 * @throws DevIdpError `ERR_LOGIN_AS` when there is no such user or the provider answered with a page
 */
export async function loginAs(
  who: string,
  authorizeUrl: string | URL,
  { issuer, users }: { readonly issuer: string; readonly users: Directory },
): Promise<string> {
  const user = users.find(who);
  if (!user) {
    const known = users.all.map(({ login }) => login).join(", ");
    throw new DevIdpError("ERR_LOGIN_AS", `There is no user ${JSON.stringify(who)}. Known: ${known}`);
  }
  const { origin } = new URL(issuer);
  const cookies = new Map<string, string>();
  let url = new URL(authorizeUrl, `${origin}/`);
  if (url.origin !== origin) {
    throw new DevIdpError(
      "ERR_LOGIN_AS",
      `${url.origin} is not this provider; the authorization request must start at ${issuer}`,
    );
  }
  for (let count = 0; count < mostRedirects; count++) {
    const atLogin = url.pathname.startsWith("/login/");
    const response = await fetch(url, {
      redirect: "manual",
      headers: { accept: "text/html", cookie: [...cookies].map((pair) => pair.join("=")).join("; ") },
      ...(atLogin && { method: "POST", body: new URLSearchParams({ user: user.sub }) }),
    });
    keepCookies(cookies, response.headers.getSetCookie());
    const body = await response.text();
    const location = response.headers.get("location");
    if (location === null)
      throw new DevIdpError("ERR_LOGIN_AS", `The sign-in ended at a page: ${pageText(response, body)}`);
    url = new URL(location, url);
    if (url.origin !== origin) return url.href;
  }
  throw new DevIdpError("ERR_LOGIN_AS", "The sign-in went in circles.");
}

function keepCookies(cookies: Map<string, string>, lines: readonly string[]): void {
  for (const line of lines) {
    const [pair = ""] = line.split(";", 1);
    const split = pair.indexOf("=");
    const value = pair.slice(split + 1);
    if (value === "") cookies.delete(pair.slice(0, split));
    else cookies.set(pair.slice(0, split), value);
  }
}

/** What a page says, in one line. */
function pageText(response: Response, body: string): string {
  const main = /<main>([\s\S]*)<\/main>/.exec(body)?.[1] ?? body;
  const text = main
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll("&amp;", "&")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll(/\s+/g, " ")
    .trim();
  return `${response.status} ${text.slice(0, 300)}`;
}
