import type { NewContact } from "../contacts/contact.js";

// Databases differ in how they order and lower-case text outside ASCII, even two Postgres on two machines. So the app folds
// the text itself, stores the result, and lets the database compare plain bytes.

/** Lower case without accents, so that `jose` finds `José` and `Émile` stands beside `Emil`. */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();
}

/** Orders by last name, then by first name: the separator comes before every character that a name may hold. */
export function sortName(contact: Pick<NewContact, "firstName" | "lastName">): string {
  return `${fold(contact.lastName)}\u0001${fold(contact.firstName)}`;
}

/** What a search looks through, one line each, so that no match reaches from one field into the next. */
export function searchText(contact: NewContact): string {
  const { firstName, lastName, email, company } = contact;
  const lines = [`${firstName} ${lastName}`, email, company];
  return lines.flatMap((line) => (line === null ? [] : [fold(line)])).join("\n");
}
