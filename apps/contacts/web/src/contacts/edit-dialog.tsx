import { useCallback } from "preact/hooks";
import { getContact } from "../api/calls.js";
import { type Contact, fullName } from "../api/contact.js";
import { useAnswer } from "../api/use-answer.js";
import { Dialog } from "../ui/dialog.js";
import { Failure } from "../ui/notice.js";
import { ContactForm } from "./contact-form.js";

interface EditDialogProps {
  readonly contact: Contact;
  readonly onSaved: (contact: Contact) => void;
  readonly onClose: () => void;
  readonly onEnded: () => void;
}

/** Reads the contact afresh, then shows its form. */
export function EditDialog({ contact, onSaved, onClose, onEnded }: EditDialogProps) {
  const { answer, error, again } = useAnswer(
    useCallback((signal: AbortSignal) => getContact(contact.id, signal), [contact.id]),
    onEnded,
  );
  return (
    <Dialog title={`Edit ${fullName(contact)}`} onClose={onClose}>
      {answer !== null && <ContactForm read={answer} onSaved={onSaved} onCancel={onClose} />}
      {error !== null && <Failure error={error} onRetry={again} />}
      {answer === null && error === null && <p class="quiet">Loading…</p>}
    </Dialog>
  );
}
