/** A contact as the server sends it. An absent value is null. */
export interface Contact {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly company: string | null;
  readonly title: string | null;
  readonly notes: string | null;
  readonly ownerId: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
}

/** What the policy lets the signed-in person do with one contact. */
export interface ContactPermissions {
  readonly read: boolean;
  readonly update: boolean;
  readonly delete: boolean;
}

/** One row of the list. */
export type ListedContact = Contact & { readonly can: ContactPermissions };

/** One page of the list; `next` is what to ask for after it, null on the last page. */
export interface ContactList {
  readonly contacts: readonly ListedContact[];
  readonly next: string | null;
}

/** The fields a person may write, in the order of the form. */
export const writableFields = ["firstName", "lastName", "email", "phone", "company", "title", "notes"] as const;
export type WritableField = (typeof writableFields)[number];

/** The body of a create; an update sends some of it. */
export type ContactInput = { readonly [field in WritableField]?: string | null };

/** "John Smith". */
export const fullName = (contact: Pick<Contact, "firstName" | "lastName">): string =>
  `${contact.firstName} ${contact.lastName}`;
