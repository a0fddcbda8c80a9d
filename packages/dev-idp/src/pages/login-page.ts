import type { DevUser } from "../users/user.js";
import { html } from "./html.js";
import { page } from "./page.js";
import { person } from "./person.js";

/** What the login page shows. */
export interface LoginView {
  /** Where the forms are posted. */
  readonly action: string;
  readonly clientName: string;
  readonly scopes: readonly string[];
  readonly users: readonly DevUser[];
  /** What stands in the login field: a `login_hint`, or what was typed before. */
  readonly login: string;
  /** Whose button is marked: the user of a `login_hint`. */
  readonly hinted: string | undefined;
  readonly error: string | undefined;
}

/** DEV-5: a form with `login` and `password`, one button per user and a way out; needs no script. */
export function loginPage(view: LoginView): string {
  const { action, error } = view;
  return page(
    `Sign in to ${view.clientName}`,
    html`<div class="card">
<h1>Sign in to ${view.clientName}</h1>
<p class="quiet" id="asks">This application asks for</p>
<ul class="scopes" aria-labelledby="asks">${view.scopes.map((scope) => html`<li>${scope}</li>`)}</ul>
<div class="columns">
<section aria-labelledby="by-hand">
<h2 id="by-hand">By hand</h2>
<form method="post" action="${action}">
${error !== undefined && html`<p class="alert" role="alert" id="problem">${error}</p>`}
<label for="login">Login</label>
<input id="login" name="login" type="text" value="${view.login}" autocomplete="username" autocapitalize="none" spellcheck="false" placeholder="alice@example.com" required${
      error !== undefined && html` aria-invalid="true" aria-describedby="problem"`
    }>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="off" aria-describedby="any-password">
<p class="quiet" id="any-password">Any password will do. Never type a real one.</p>
<button class="primary" type="submit">Sign in</button>
</form>
<form method="post" action="${action}">
<button class="plain" type="submit" name="cancel" value="yes">Cancel</button>
</form>
</section>
<section aria-labelledby="by-button">
<h2 id="by-button">Or with one click</h2>
<form method="post" action="${action}">
<ul class="people">${view.users.map(
      (user) =>
        html`<li><button class="person${user.sub === view.hinted && " hinted"}" type="submit" name="user" value="${user.sub}"${user.sub === view.hinted && html` aria-current="true"`}>${person(user)}</button></li>\n`,
    )}</ul>
</form>
</section>
</div>
</div>`,
  );
}
