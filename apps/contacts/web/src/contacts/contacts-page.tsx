import { useCallback, useState } from "preact/hooks";
import { useAddress } from "../address/use-address.js";
import { listContacts } from "../api/calls.js";
import { type Contact, fullName } from "../api/contact.js";
import type { Session } from "../api/session.js";
import { useAnswer } from "../api/use-answer.js";
import { PrincipalView } from "../decision/principal-view.js";
import { ActionButton } from "../ui/action-button.js";
import { refusal } from "../ui/reason.js";
import { Toast, useToast } from "../ui/toast.js";
import { useMedia } from "../ui/use-media.js";
import { ContactList } from "./contact-list.js";
import { ContactPanel } from "./contact-panel.js";
import { nameButtonId } from "./contact-rows.js";
import { CreateDialog } from "./create-dialog.js";
import { DeleteDialog } from "./delete-dialog.js";
import { EditDialog } from "./edit-dialog.js";
import { Panel } from "./panel.js";
import { SearchBox } from "./search-box.js";

interface ContactsPageProps {
  readonly session: Session;
  readonly onEnded: () => void;
}

type Task = { readonly kind: "create" } | { readonly kind: "edit" | "delete"; readonly contact: Contact };

/** The contacts of a signed-in person: the list, the contact in focus, and what is being done to one. */
export function ContactsPage({ session, onEnded }: ContactsPageProps) {
  const { can, principal, user } = session;
  const navigation = useAddress();
  const { address, go } = navigation;
  const question = useCallback(
    (signal: AbortSignal) => listContacts({ q: address.q, after: address.after }, signal),
    [address.q, address.after],
  );
  const list = useAnswer(can.list ? question : null, onEnded);
  const [task, setTask] = useState<Task | null>(null);
  const [revision, setRevision] = useState(0);
  const toast = useToast();
  const beside = useMedia("(min-width: 68rem)");

  const finish = (message: string, open: string | null) => {
    setTask(null);
    go({ contact: open }, "replace");
    setRevision((before) => before + 1);
    list.again();
    toast.show(message);
  };
  const requests = {
    onEdit: (contact: Contact) => setTask({ kind: "edit", contact }),
    onDelete: (contact: Contact) => setTask({ kind: "delete", contact }),
  };
  const closePanel = () => {
    const opener = address.contact === null ? null : document.getElementById(nameButtonId(address.contact));
    go({ contact: null }, "replace");
    if (opener === null) focusHeading();
    else opener.focus();
  };

  return (
    <main class="contacts-page">
      <div class="list-column">
        <div class="list-head">
          <h1 id="contacts-heading" tabIndex={-1}>
            Contacts
          </h1>
          <ActionButton
            look="primary"
            reason={can.create ? null : refusal("create", principal.roles)}
            onAct={() => setTask({ kind: "create" })}
          >
            New contact
          </ActionButton>
        </div>
        {can.list ? (
          <>
            <SearchBox
              q={address.q}
              onSearch={(q) => go({ q, after: null }, address.q === "" || q === "" ? "push" : "replace", [])}
            />
            <ContactList
              list={list}
              navigation={navigation}
              open={address.contact}
              onOpen={(contact, byKey) => {
                go({ contact: contact.id }, "replace");
                if (byKey) document.getElementById("panel")?.focus();
              }}
              me={user.id}
              roles={principal.roles}
              {...requests}
            />
          </>
        ) : (
          <div class="empty">
            <h2>You may not list contacts</h2>
            <p>{refusal("list", principal.roles)}</p>
            <p>Somebody who looks after your groups can change that.</p>
          </div>
        )}
      </div>
      <Panel beside={beside} open={address.contact !== null} onClose={closePanel}>
        {address.contact === null ? (
          <PrincipalView principal={principal} />
        ) : (
          <ContactPanel id={address.contact} revision={revision} session={session} onEnded={onEnded} {...requests} />
        )}
      </Panel>
      {task?.kind === "create" && (
        <CreateDialog
          onSaved={(contact) => finish(`${fullName(contact)} was created.`, beside ? contact.id : null)}
          onClose={() => setTask(null)}
        />
      )}
      {task?.kind === "edit" && (
        <EditDialog
          contact={task.contact}
          onSaved={(contact) => finish(`${fullName(contact)} was saved.`, address.contact)}
          onClose={() => setTask(null)}
          onEnded={onEnded}
        />
      )}
      {task?.kind === "delete" && (
        <DeleteDialog
          contact={task.contact}
          onDeleted={(contact) => {
            finish(`${fullName(contact)} was deleted.`, address.contact === contact.id ? null : address.contact);
            // The button that asked for it goes with its row.
            requestAnimationFrame(focusHeading);
          }}
          onClose={() => setTask(null)}
          onEnded={onEnded}
        />
      )}
      <Toast message={toast.message} />
    </main>
  );
}

const focusHeading = () => document.getElementById("contacts-heading")?.focus();
