import { fullName, type ListedContact } from "../api/contact.js";
import { ContactActions, type ContactRequests } from "./contact-actions.js";

export interface ContactRowsProps extends ContactRequests {
  readonly contacts: readonly ListedContact[];
  /** The id of the contact in focus. */
  readonly open: string | null;
  /** `byKey` when the focus should follow into the panel. */
  readonly onOpen: (contact: ListedContact, byKey: boolean) => void;
  readonly me: string;
  readonly roles: readonly string[];
}

/** The contacts as a table, for screens with room for its columns. */
export function ContactTable({ contacts, ...row }: ContactRowsProps) {
  return (
    <table class="contact-table">
      <caption class="visually-hidden">Contacts</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col" class="column-email">
            Email
          </th>
          <th scope="col" class="column-phone">
            Phone
          </th>
          <th scope="col" class="column-actions">
            <span class="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {contacts.map((contact) => (
          <tr key={contact.id} class={contact.id === row.open ? "open" : undefined}>
            <th scope="row">
              <NameButton contact={contact} {...row} />
              <Position contact={contact} me={row.me} />
            </th>
            <td class="one-line column-email">{contact.email}</td>
            <td class="one-line column-phone">{contact.phone}</td>
            <td class="column-actions">
              <ContactActions contact={contact} can={contact.can} {...row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The contacts as cards, for narrow screens. */
export function ContactCards({ contacts, ...row }: ContactRowsProps) {
  return (
    <ul class="contact-cards">
      {contacts.map((contact) => (
        <li key={contact.id} class={contact.id === row.open ? "open" : undefined}>
          <div class="card-name">
            <NameButton contact={contact} {...row} />
            <Position contact={contact} me={row.me} />
            {contact.email !== null && <p class="card-email">{contact.email}</p>}
          </div>
          <ContactActions contact={contact} can={contact.can} {...row} />
        </li>
      ))}
    </ul>
  );
}

/** The id of the button that opens a contact. */
export const nameButtonId = (id: string): string => `contact-${id}`;

function NameButton({ contact, open, onOpen }: { contact: ListedContact } & Pick<ContactRowsProps, "open" | "onOpen">) {
  return (
    <button
      type="button"
      id={nameButtonId(contact.id)}
      class="name-button"
      aria-current={contact.id === open ? "true" : undefined}
      onClick={(event) => onOpen(contact, event.detail === 0)}
    >
      {fullName(contact)}
    </button>
  );
}

/** What the contact does and where, and whether it is the person's own. */
function Position({ contact, me }: { readonly contact: ListedContact; readonly me: string }) {
  return (
    <p class="position">
      {[contact.title, contact.company].filter(Boolean).join(" · ")}
      {contact.ownerId === me && <span class="chip mine">Yours</span>}
    </p>
  );
}
