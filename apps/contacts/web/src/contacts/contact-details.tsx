import { type Contact, fullName } from "../api/contact.js";

interface ContactDetailsProps {
  readonly contact: Contact;
  /** The id of the signed-in person. */
  readonly me: string;
}

/** Everything a contact holds. */
export function ContactDetails({ contact, me }: ContactDetailsProps) {
  const { email, phone, notes } = contact;
  return (
    <dl class="details">
      <Row term="Email">{email !== null && <a href={`mailto:${encodeURIComponent(email)}`}>{email}</a>}</Row>
      <Row term="Phone">{phone !== null && <a href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{phone}</a>}</Row>
      <Row term="Company">{contact.company}</Row>
      <Row term="Title">{contact.title}</Row>
      <Row term="Notes">{notes !== null && <span class="notes">{notes}</span>}</Row>
      <Row term="Owner">
        {contact.ownerId === me ? "You" : <code title={`Owner of ${fullName(contact)}`}>{contact.ownerId}</code>}
      </Row>
      <Row term="Changed">
        <time dateTime={contact.updatedAt}>{dateFormat.format(new Date(contact.updatedAt))}</time>
      </Row>
    </dl>
  );
}

const dateFormat = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

type Content = preact.ComponentChildren | false;

function Row({ term, children }: { readonly term: string; readonly children: Content }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children || <span class="quiet">–</span>}</dd>
    </div>
  );
}
