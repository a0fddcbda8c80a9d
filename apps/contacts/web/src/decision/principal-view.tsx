import type { Principal } from "../api/session.js";
import { JsonView } from "./json-view.js";

/** What the panel shows while no contact is in focus: the person, as every question to the policy names them. */
export function PrincipalView({ principal }: { readonly principal: Principal }) {
  return (
    <section class="decision" aria-labelledby="principal-heading">
      <h2 id="principal-heading" class="panel-title">
        You, as the policy sees you
      </h2>
      <p class="quiet">
        Every request asks the policy decision point whether this principal may act. Choose a contact to see one
        question and its answer.
      </p>
      <JsonView label="Your principal as JSON" value={principal} />
    </section>
  );
}
