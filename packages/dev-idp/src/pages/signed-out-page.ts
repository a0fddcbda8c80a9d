import { html } from "./html.js";
import { page } from "./page.js";

/** Where a logout without `post_logout_redirect_uri` ends. */
export function signedOutPage(): string {
  return page(
    "Signed out",
    html`<div class="card narrow"><h1>You are signed out</h1><p>Go back to the application to sign in again.</p></div>`,
  );
}
