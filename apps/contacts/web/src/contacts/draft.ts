import type { Problem } from "../api/api-error.js";
import { type Contact, type ContactInput, type WritableField, writableFields } from "../api/contact.js";

/** What stands in the fields of the form. */
export type Draft = { readonly [field in WritableField]: string };

/** The first problem of each field. */
export type FieldProblems = { readonly [field in WritableField]?: string };

export const emptyDraft: Draft = draftOf({});

/** The form's text for a contact: an absent value is an empty field. */
export function draftOf(contact: Partial<Contact>): Draft {
  return Object.fromEntries(writableFields.map((field) => [field, contact[field] ?? ""])) as Record<
    WritableField,
    string
  >;
}

/** The body of a create: the fields that are filled in. */
export function inputOf(draft: Draft): ContactInput {
  return Object.fromEntries(
    writableFields.flatMap((field) => (draft[field].trim() === "" ? [] : [[field, draft[field].trim()]])),
  );
}

/** The body of an update: what differs from the contact as it was read. A field that was emptied is null. */
export function changesOf(read: Draft, draft: Draft): ContactInput {
  return Object.fromEntries(
    writableFields.flatMap((field) =>
      draft[field].trim() === read[field].trim()
        ? []
        : [[field, draft[field].trim() === "" ? null : draft[field].trim()]],
    ),
  );
}

/**
 * The form after somebody else was quicker: their values, except where this person has typed something else.
 * `theirs` has what now stands in the contact in those fields, when that is new.
 */
export function rebase(read: Draft, draft: Draft, now: Draft): { draft: Draft; theirs: Partial<Draft> } {
  const rebased: Record<WritableField, string> = { ...now };
  const theirs: Partial<Record<WritableField, string>> = {};
  for (const field of writableFields) {
    if (draft[field] === read[field]) continue;
    rebased[field] = draft[field];
    if (now[field] !== read[field] && now[field] !== draft[field]) theirs[field] = now[field];
  }
  return { draft: rebased, theirs };
}

/** What can be said before the server is asked; the server judges again. */
export function problemsOfDraft(draft: Draft): FieldProblems {
  return {
    ...(draft.firstName.trim() === "" && { firstName: "Enter a first name." }),
    ...(draft.lastName.trim() === "" && { lastName: "Enter a last name." }),
    ...(draft.email.trim() !== "" &&
      !/^[^\s@]+@[^\s@]+$/.test(draft.email.trim()) && { email: "Enter an email address such as name@example.com." }),
  };
}

/** The server's problems by field; those that belong to no field come as `general`. */
export function problemsByField(problems: readonly Problem[]): { fields: FieldProblems; general: string[] } {
  const fields: Partial<Record<WritableField, string>> = {};
  const general: string[] = [];
  for (const { path, message } of problems) {
    const field = writableFields.find((name) => name === path.replace(/^[/.$]+/, ""));
    if (field === undefined) general.push(path === "" || path === "body" ? sentence(message) : `${path}: ${message}`);
    else fields[field] ??= sentence(message);
  }
  return { fields, general };
}

/** "must not be empty" as a sentence of its own. */
const sentence = (message: string): string =>
  `${message.slice(0, 1).toUpperCase()}${message.slice(1)}${/[.!?]$/.test(message) ? "" : "."}`;
