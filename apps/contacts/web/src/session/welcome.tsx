import { herePlace, loginLink } from "../address/address.js";
import { Mark } from "../ui/mark.js";
import { Notice } from "../ui/notice.js";

/** The page of somebody who is not signed in: what this is, and the door. */
export function Welcome({ ended }: { /** A session was open on this page and is over. */ readonly ended: boolean }) {
  const login = loginLink(herePlace());
  return (
    <main class="welcome">
      <div class="welcome-text">
        <p class="brand">
          <Mark />
          Gatehouse
        </p>
        <h1>Sign-in at the door, policy in every room.</h1>
        <p class="lead">
          This is the contacts app of the tutorial: a small CRM in which nobody is let in without signing in, and every
          request asks a policy first.
        </p>
        {ended && (
          <Notice tone="problem">
            <p>Your session has ended. Log in to come back to where you were.</p>
          </Notice>
        )}
        <a class="button primary large" href={login}>
          Login
        </a>
      </div>
      <ol class="steps">
        <li>
          <h2>Who are you?</h2>
          <p>OpenID Connect signs you in. Your groups at the identity provider become your roles here.</p>
        </li>
        <li>
          <h2>May you?</h2>
          <p>A Cerbos policy decides each action on each contact: list, read, create, update, delete.</p>
        </li>
        <li>
          <h2>Why not?</h2>
          <p>What you may not do says so, and the page shows the exact question and the answer of the policy.</p>
        </li>
      </ol>
    </main>
  );
}
