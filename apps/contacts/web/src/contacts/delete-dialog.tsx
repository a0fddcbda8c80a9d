import { useId, useState } from "preact/hooks";
import { type ApiError, asApiError } from "../api/api-error.js";
import { deleteContact, etagOf, getContact } from "../api/calls.js";
import { type Contact, fullName } from "../api/contact.js";
import { Dialog } from "../ui/dialog.js";
import { Notice } from "../ui/notice.js";

interface DeleteDialogProps {
  readonly contact: Contact;
  readonly onDeleted: (contact: Contact) => void;
  readonly onClose: () => void;
  readonly onEnded: () => void;
}

/** Asks before a contact is deleted. Only the version that is shown gets deleted. */
export function DeleteDialog({ contact: asked, onDeleted, onClose, onEnded }: DeleteDialogProps) {
  const [contact, setContact] = useState(asked);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const descriptionId = useId();

  async function attempt(work: () => Promise<void>) {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      await work();
    } catch (thrown) {
      const error = asApiError(thrown);
      if (error.kind === "unauthenticated") return onEnded();
      if (error.kind === "missing") return onDeleted(contact);
      setFailure(error);
    }
    setBusy(false);
  }

  const remove = () =>
    attempt(async () => {
      await deleteContact(contact.id, etagOf(contact));
      onDeleted(contact);
    });
  const reload = () => attempt(async () => setContact((await getContact(contact.id)).contact));

  const position = [contact.title, contact.company].filter(Boolean).join(", ");
  return (
    <Dialog title={`Delete ${fullName(contact)}?`} look="alert" describedBy={descriptionId} onClose={onClose}>
      <p id={descriptionId}>
        {fullName(contact)}
        {position !== "" && ` (${position})`} will be gone for everybody. This cannot be undone.
      </p>
      {failure !== null && (
        <Notice tone="problem">
          <p>
            {failure.kind === "changed"
              ? "This contact was changed by somebody else. Reload it before you decide."
              : failure.message}
          </p>
          {failure.kind === "changed" && (
            <button type="button" class="button plain" onClick={() => void reload()}>
              Reload
            </button>
          )}
        </Notice>
      )}
      <div class="dialog-actions">
        <button type="button" class="button plain" onClick={onClose}>
          Cancel
        </button>
        <button type="button" class="button danger" aria-disabled={busy} onClick={() => void remove()}>
          {busy ? "Deleting…" : failure !== null && failure.kind !== "changed" ? "Try again" : "Delete contact"}
        </button>
      </div>
    </Dialog>
  );
}
