/** A person in the address book, as the API answers and as the policies see them. */
export interface Contact {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly company: string | null;
  readonly title: string | null;
  readonly notes: string | null;
  /** The principal's id of whoever created it. */
  readonly ownerId: string;
  /** ISO 8601 in UTC, to the millisecond; so is `updatedAt`. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Counts up with each change, from 1. */
  readonly version: number;
}

/** What a person may write; the rest is the server's. */
export type NewContact = Pick<Contact, "firstName" | "lastName" | "email" | "phone" | "company" | "title" | "notes">;

/** The fields to write anew; the others stay. */
export type ContactChanges = Partial<NewContact>;
