import type { Decision, Effect } from "../api/decision.js";
import { JsonView } from "./json-view.js";

const words: Record<Effect, string> = { EFFECT_ALLOW: "allowed", EFFECT_DENY: "denied" };

/** One decision: the answer at a glance, then exactly what was sent and what came back. */
export function DecisionView({ decision: { request, response } }: { readonly decision: Decision }) {
  return (
    <section class="decision" aria-labelledby="decision-heading">
      <h3 id="decision-heading">Decision</h3>
      <ul class="verdicts" aria-label="Effects by action">
        {request.actions.map((action) => {
          const effect = response.results[action] ?? "EFFECT_DENY";
          return (
            <li key={action} class={effect === "EFFECT_ALLOW" ? "verdict allow" : "verdict deny"}>
              <svg viewBox="0 0 16 16" aria-hidden="true">
                {effect === "EFFECT_ALLOW" ? <path d="m3 8.5 3.2 3.2L13 4.8" /> : <path d="m4 4 8 8m0-8-8 8" />}
              </svg>
              <span>{action}</span> <span class="word">{words[effect]}</span>
            </li>
          );
        })}
      </ul>
      <h4>Sent to the policy decision point</h4>
      <JsonView label="The request as JSON" value={request} />
      <h4>Its answer</h4>
      <JsonView label="The answer as JSON" value={response} />
    </section>
  );
}
