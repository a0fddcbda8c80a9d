import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { type ApiError, asApiError } from "../api/api-error.js";
import { createContact, getContact, type TaggedContact, updateContact } from "../api/calls.js";
import { type Contact, type WritableField, writableFields } from "../api/contact.js";
import { TextField } from "../ui/text-field.js";
import {
  changesOf,
  type Draft,
  draftOf,
  emptyDraft,
  inputOf,
  problemsByField,
  problemsOfDraft,
  rebase,
} from "./draft.js";
import { FormFailure } from "./form-failure.js";

interface ContactFormProps {
  /** The contact to edit; null makes a new one. */
  readonly read: TaggedContact | null;
  readonly onSaved: (contact: Contact) => void;
  readonly onCancel: () => void;
}

const fields: Record<WritableField, { label: string; required?: true; keyboard?: "email" | "tel"; lines?: number }> = {
  firstName: { label: "First name", required: true },
  lastName: { label: "Last name", required: true },
  email: { label: "Email", keyboard: "email" },
  phone: { label: "Phone", keyboard: "tel" },
  company: { label: "Company" },
  title: { label: "Title" },
  notes: { label: "Notes", lines: 4 },
};

/** The fields of a contact. What was typed stays through every failure, a session that ended included. */
export function ContactForm({ read, onSaved, onCancel }: ContactFormProps) {
  const [base, setBase] = useState(read);
  const [draft, setDraft] = useState<Draft>(() => (read === null ? emptyDraft : draftOf(read.contact)));
  const [problems, setProblems] = useState<ReturnType<typeof problemsByField>>({ fields: {}, general: [] });
  const [theirs, setTheirs] = useState<Partial<Draft>>({});
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  // A form that comes later than its dialog; at once, so that nothing typed goes astray.
  useLayoutEffect(() => form.current?.querySelector("input")?.focus(), []);

  // The first field with a problem takes the focus, so that its message is read.
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [problems]);

  async function attempt(work: () => Promise<void>) {
    setBusy(true);
    setFailure(null);
    try {
      await work();
    } catch (thrown) {
      const error = asApiError(thrown);
      setProblems(problemsByField(error.problems));
      setFailure(error);
    }
    setBusy(false);
  }

  const save = () =>
    attempt(async () => {
      const found = problemsOfDraft(draft);
      setProblems({ fields: found, general: [] });
      if (Object.keys(found).length > 0) return;
      if (base === null) return onSaved((await createContact(inputOf(draft))).contact);
      const changes = changesOf(draftOf(base.contact), draft);
      if (Object.keys(changes).length === 0) return onCancel();
      onSaved((await updateContact(base.contact.id, base.etag, changes)).contact);
    });

  const takeOver = () =>
    attempt(async () => {
      if (base === null) return;
      const now = await getContact(base.contact.id);
      const rebased = rebase(draftOf(base.contact), draft, draftOf(now.contact));
      setBase(now);
      setDraft(rebased.draft);
      setTheirs(rebased.theirs);
    });

  return (
    <form
      ref={form}
      class="contact-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save();
      }}
    >
      {failure !== null && (
        <FormFailure error={failure} general={problems.general} onTakeOver={() => void takeOver()} />
      )}
      <div class="fields">
        {writableFields.map((name) => (
          <TextField
            key={name}
            name={name}
            {...fields[name]}
            value={draft[name]}
            problem={problems.fields[name]}
            hint={theirs[name] === undefined ? undefined : `Somebody else wrote: ${theirs[name] || "(nothing)"}`}
            onChange={(value) => setDraft((before) => ({ ...before, [name]: value }))}
          />
        ))}
      </div>
      <div class="dialog-actions">
        <button type="button" class="button plain" onClick={onCancel}>
          Cancel
        </button>
        <button type="submit" class="button primary" aria-disabled={busy}>
          {busy ? "Saving…" : base === null ? "Create contact" : "Save changes"}
        </button>
      </div>
    </form>
  );
}
