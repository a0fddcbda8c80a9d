import type { Contact } from "../api/contact.js";
import { Dialog } from "../ui/dialog.js";
import { ContactForm } from "./contact-form.js";

interface CreateDialogProps {
  readonly onSaved: (contact: Contact) => void;
  readonly onClose: () => void;
}

/** The form of a new contact. */
export const CreateDialog = ({ onSaved, onClose }: CreateDialogProps) => (
  <Dialog title="New contact" onClose={onClose}>
    <ContactForm read={null} onSaved={onSaved} onCancel={onClose} />
  </Dialog>
);
