import { type Contact, type ContactPermissions, fullName } from "../api/contact.js";
import { ActionButton } from "../ui/action-button.js";
import { refusal } from "../ui/reason.js";

/** What can be asked of one contact. */
export interface ContactRequests {
  onEdit(contact: Contact): void;
  onDelete(contact: Contact): void;
}

interface ContactActionsProps extends ContactRequests {
  readonly contact: Contact;
  readonly can: Pick<ContactPermissions, "update" | "delete">;
  readonly roles: readonly string[];
}

/** Edit and Delete for one contact, each open or with the reason why not. */
export function ContactActions({ contact, can, roles, onEdit, onDelete }: ContactActionsProps) {
  const name = fullName(contact);
  return (
    <div class="contact-actions">
      <ActionButton
        reason={can.update ? null : refusal("update", roles)}
        label={`Edit ${name}`}
        onAct={() => onEdit(contact)}
      >
        Edit
      </ActionButton>
      <ActionButton
        reason={can.delete ? null : refusal("delete", roles)}
        label={`Delete ${name}`}
        onAct={() => onDelete(contact)}
      >
        Delete
      </ActionButton>
    </div>
  );
}
