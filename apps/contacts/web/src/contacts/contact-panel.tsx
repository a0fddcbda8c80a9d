import { useCallback } from "preact/hooks";
import { getContact, getDecision } from "../api/calls.js";
import { fullName } from "../api/contact.js";
import type { Session } from "../api/session.js";
import { useAnswer } from "../api/use-answer.js";
import { DecisionView } from "../decision/decision-view.js";
import { Failure } from "../ui/notice.js";
import { ContactActions, type ContactRequests } from "./contact-actions.js";
import { ContactDetails } from "./contact-details.js";

interface ContactPanelProps extends ContactRequests {
  readonly id: string;
  /** Goes up when the contact has to be read again. */
  readonly revision: number;
  readonly session: Session;
  readonly onEnded: () => void;
}

/** The contact in focus with what the policy decision point was asked about it. */
export function ContactPanel({ id, revision, session, onEnded, onEdit, onDelete }: ContactPanelProps) {
  const { answer, error, loading, again } = useAnswer(
    useCallback(
      async (signal: AbortSignal) => {
        void revision; // Another revision is another question.
        const [{ contact }, decision] = await Promise.all([getContact(id, signal), getDecision(id, signal)]);
        return { contact, decision };
      },
      [id, revision],
    ),
    onEnded,
  );

  if (error !== null) return <Failure error={error} onRetry={again} />;
  if (answer === null) return <p class="quiet">Loading…</p>;
  const { contact, decision } = answer;
  const { results } = decision.response;
  return (
    <div class={loading ? "panel-content stale" : "panel-content"} aria-busy={loading}>
      <h2 class="panel-title">{fullName(contact)}</h2>
      <ContactActions
        contact={contact}
        can={{ update: results.update === "EFFECT_ALLOW", delete: results.delete === "EFFECT_ALLOW" }}
        roles={session.principal.roles}
        onEdit={onEdit}
        onDelete={onDelete}
      />
      <ContactDetails contact={contact} me={session.user.id} />
      <DecisionView decision={decision} />
    </div>
  );
}
