import type { Session } from "../api/session.js";
import { Mark } from "../ui/mark.js";
import { GroupList } from "./group-list.js";

/** Who is signed in, with groups and roles, and the way out. */
export function TopBar({ session: { user, principal } }: { readonly session: Session }) {
  return (
    <header class="top-bar">
      <div class="top-line">
        <a class="brand" href="/">
          <Mark />
          Gatehouse
        </a>
        <form method="post" action="/logout">
          <button type="submit" class="button plain">
            Logout
          </button>
        </form>
      </div>
      <div class="identity">
        <p class="who">
          Signed in as <strong>{user.name}</strong>
          {user.email !== undefined && user.email !== user.name && <span class="quiet who-email">{user.email}</span>}
        </p>
        <dl>
          <div>
            <dt>Groups</dt>
            <dd>
              <GroupList names={user.groups} none="none" />
            </dd>
          </div>
          <div>
            <dt>Roles</dt>
            <dd>
              <GroupList names={principal.roles} none="none" />
            </dd>
          </div>
        </dl>
      </div>
    </header>
  );
}
