import type { DevUser } from "../users/user.js";
import { html } from "./html.js";
import { page } from "./page.js";
import { person } from "./person.js";

/** The page at the provider's root: what runs here and whom one can sign in as. No secrets. */
export function homePage(issuer: string, users: readonly DevUser[]): string {
  return page(
    "Development identity provider",
    html`<div class="card narrow">
<h1>Development identity provider</h1>
<p>An Okta-shaped OpenID Provider. Issuer:</p>
<pre>${issuer}</pre>
<p><a href="${issuer}/.well-known/openid-configuration">Discovery document</a></p>
<h2>Users</h2>
<ul class="people">${users.map((user) => html`<li class="person">${person(user)}</li>\n`)}</ul>
</div>`,
  );
}
