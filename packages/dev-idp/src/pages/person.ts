import type { DevUser } from "../users/user.js";
import { type Html, html } from "./html.js";

/** How many group names are shown before the rest is counted. */
const shownGroups = 3;

/** A user's name, login and groups, for a button or a list. */
export function person(user: DevUser): Html {
  const shown = user.groups.slice(0, shownGroups);
  const more = user.groups.length - shown.length;
  return html`<span class="initial" aria-hidden="true">${[...user.name][0]?.toUpperCase()}</span>
<span class="name">${user.name}</span>
<span class="quiet">${user.login}</span>
<span class="tags">${shown.map((group) => html`<span class="tag">${group}</span> `)}${
    more > 0 && html`<span class="tag">${more} more groups</span> `
  }${user.groups.length === 0 && html`<span class="tag">no groups</span> `}${
    !user.emailVerified && html`<span class="tag">e-mail not verified</span> `
  }${!user.assigned && html`<span class="tag stop">not assigned to the app</span>`}</span>`;
}
