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
      <Gate />
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

/** The gatehouse of the name, drawn in lines: two towers, the arch, the portcullis half up. */
const Gate = () => (
  <svg class="gate" viewBox="0 0 320 300" aria-hidden="true">
    <path d="M20 290V60h14V44h16v16h16V44h16v16h14v230M224 290V60h14V44h16v16h16V44h16v16h14v230" />
    <path d="M96 104h10V90h16v14h16V90h16v14h12V90h16v14h16V90h16v14h10M96 104v186M224 104v186" />
    <path class="gate-arch" d="M112 290v-74a48 48 0 0 1 96 0v74" />
    <path
      class="gate-bars"
      d="M128 182v46M144 171v57M160 168v60M176 171v57M192 182v46M113 204h94M116 222h88M8 290h304"
    />
    <path d="M52 110v26M64 110v26M52 110a6 6 0 0 1 12 0M256 110v26M268 110v26M256 110a6 6 0 0 1 12 0M52 136h12M256 136h12" />
  </svg>
);
