import { html } from "./html.js";
import { page } from "./page.js";

const titles: Readonly<Record<string, string>> = {
  invalid_redirect_uri: "This address is not registered",
  invalid_client: "This application is not registered",
  sign_in_ended: "This sign-in has ended",
  server_error: "Something went wrong here",
};

const advice: Readonly<Record<string, string>> = {
  invalid_redirect_uri:
    "The redirect_uri must be one of the client's redirectUris, character by character. Register it, or correct the application's OKTA_APP_BASE_URL.",
  invalid_client: "Compare the application's OKTA_CLIENTID with the clients of this provider.",
  sign_in_ended:
    "It was finished before, took too long, or belongs to another browser. Start again in the application.",
};

/**
 * The page for what must not be sent back to an application: its address or the client cannot be trusted (OKT-15).
 * @param startAgain the application's address, when there is only one it can be
 */
export function errorPage(error: string, description: string, startAgain?: string): string {
  return page(
    titles[error] ?? "The request cannot be answered",
    html`<div class="card narrow">
<h1>${titles[error] ?? "The request cannot be answered"}</h1>
${description !== "" && html`<p>${description}</p>`}
${advice[error] !== undefined && html`<p>${advice[error]}</p>`}
${startAgain !== undefined && html`<p><a href="${startAgain}">Start again</a></p>`}
<p class="quiet">Error code <code>${error}</code></p>
</div>`,
  );
}
