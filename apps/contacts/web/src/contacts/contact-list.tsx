import { useEffect, useRef } from "preact/hooks";
import type { Navigation } from "../address/use-address.js";
import type { ContactList as ListAnswer } from "../api/contact.js";
import type { Asked } from "../api/use-answer.js";
import { Failure, Notice } from "../ui/notice.js";
import { useMedia } from "../ui/use-media.js";
import { ContactCards, type ContactRowsProps, ContactTable } from "./contact-rows.js";
import { Pager } from "./pager.js";

interface ContactListProps extends Omit<ContactRowsProps, "contacts"> {
  readonly list: Asked<ListAnswer>;
  readonly navigation: Navigation;
}

/** One page of the contacts in each of its states: loading, failed, empty, there. */
export function ContactList({ list, navigation, ...row }: ContactListProps) {
  const { answer, error, loading, again } = list;
  const { address, trail } = navigation;
  const Rows = useMedia("(min-width: 45rem)") ? ContactTable : ContactCards;
  const region = useRef<HTMLElement>(null);

  // After a step to another page the reading starts at its top.
  const shown = useRef(address.after);
  useEffect(() => {
    if (shown.current === address.after) return;
    shown.current = address.after;
    region.current?.focus();
  }, [address.after]);

  const next = answer?.next ?? null;
  /** While a page is on its way, what is shown belongs to another address: no steps from there. */
  const go: Navigation["go"] = (...step) => {
    if (!loading) navigation.go(...step);
  };
  return (
    <section
      ref={region}
      class={loading ? "list stale" : "list"}
      aria-label="Results"
      aria-busy={loading}
      tabIndex={-1}
    >
      <p class="visually-hidden" role="status">
        {loading ? "" : announcement(answer, trail?.length ?? null)}
      </p>
      {error !== null && error.kind !== "invalid" && <Failure error={error} onRetry={again} />}
      {error?.kind === "invalid" && (
        <Notice tone="problem">
          <p>This search or page of results does not exist.</p>
          <button type="button" class="button plain" onClick={() => go({ q: "", after: null }, "push", [])}>
            Show all contacts
          </button>
        </Notice>
      )}
      {answer === null && error === null && <Skeleton />}
      {answer?.contacts.length === 0 && <Empty navigation={navigation} />}
      {answer !== null && answer.contacts.length > 0 && <Rows contacts={answer.contacts} {...row} />}
      {answer !== null && (
        <Pager
          page={trail === null ? null : trail.length + 1}
          onFirst={trail === null ? () => go({ after: null }, "push", []) : null}
          onPrevious={
            trail === null || trail.length === 0
              ? null
              : () => go({ after: trail.at(-1) ?? null }, "push", trail.slice(0, -1))
          }
          onNext={
            next === null ? null : () => go({ after: next }, "push", trail === null ? null : [...trail, address.after])
          }
        />
      )}
    </section>
  );
}

function announcement(answer: ListAnswer | null, pagesBefore: number | null): string {
  if (answer === null) return "";
  const { length } = answer.contacts;
  const count = length === 0 ? "No contacts" : length === 1 ? "1 contact" : `${length} contacts`;
  return pagesBefore ? `Page ${pagesBefore + 1}: ${count}` : answer.next === null ? count : `The first ${count}`;
}

function Empty({ navigation: { address, go } }: { readonly navigation: Navigation }) {
  if (address.after !== null)
    return (
      <div class="empty">
        <p>There is nothing more on this page.</p>
        <button type="button" class="button plain" onClick={() => go({ after: null }, "push", [])}>
          First page
        </button>
      </div>
    );
  if (address.q !== "")
    return (
      <div class="empty">
        <p>No contacts match “{address.q}”.</p>
        <button type="button" class="button plain" onClick={() => go({ q: "" }, "push", [])}>
          Clear search
        </button>
      </div>
    );
  return (
    <div class="empty">
      <p>There are no contacts yet.</p>
    </div>
  );
}

function Skeleton() {
  return (
    <div class="skeleton" aria-hidden="true">
      {[1, 2, 3, 4, 5, 6, 7, 8].map((line) => (
        <div key={line} class="skeleton-line" />
      ))}
    </div>
  );
}
