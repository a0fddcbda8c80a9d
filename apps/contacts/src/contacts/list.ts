import type { Request } from "express";
import type { Contacts, Position } from "../data/contacts.js";
import { invalid, type Problem } from "../http/refusal.js";
import type { Contact } from "./contact.js";
import { cursorOf, isContactId, positionOf } from "./cursor.js";

/** A request for a page of the list. */
export interface ListQuery {
  readonly search: string | undefined;
  readonly limit: number;
  readonly after: string | undefined;
}

/** What the person may do with a contact in the list. */
export interface Permissions {
  readonly read: boolean;
  readonly update: boolean;
  readonly delete: boolean;
}

export interface ContactPage {
  readonly contacts: readonly (Contact & { readonly can: Permissions })[];
  /** The value of `after` for the next page; `null` at the end. */
  readonly next: string | null;
}

const DEFAULT_LIMIT = 20;
const MOST = 100;
const LONGEST_SEARCH = 200;
/** A PDP decides about this many at once. */
const BATCH = 50;
/** One request looks at no more rows than this, however few of them the person may see; the next page goes on from there. */
const MOST_SCANNED = 500;

/**
 * The query of `GET /contacts`; parameters that it does not know count for nothing.
 * @throws Refusal 400 naming `limit`, `after` or `q`.
 */
export function listQuery({ q, limit, after }: Request["query"]): ListQuery {
  const problems: Problem[] = [];
  const isCount = typeof limit === "string" && /^\d{1,3}$/.test(limit) && Number(limit) >= 1 && Number(limit) <= MOST;
  if (limit !== undefined && !isCount) problems.push({ path: "limit", message: `must be a number from 1 to ${MOST}` });
  if (after !== undefined && (typeof after !== "string" || !isPlace(after))) {
    problems.push({ path: "after", message: "must be the `next` of a page, or a contact's id" });
  }
  if (q !== undefined && (typeof q !== "string" || q.length > LONGEST_SEARCH || q.includes("\0"))) {
    problems.push({ path: "q", message: `must be one text of at most ${LONGEST_SEARCH} characters` });
  }
  if (problems.length > 0) throw invalid(problems);
  return {
    search: q as string | undefined,
    limit: limit === undefined ? DEFAULT_LIMIT : Number(limit),
    after: after as string | undefined,
  };
}

const isPlace = (after: string): boolean => isContactId(after) || positionOf(after) !== undefined;

/** The actions that a contact in the list is judged by, in one question. */
const ASKED = ["list", "read", "update", "delete"] as const;

/**
 * Walks the list until a page is full of contacts that may be listed.
 * @param judge tells for each contact which of the actions are allowed, in the same order.
 * @throws Refusal 400 when `after` is the id of no contact.
 */
export async function contactPage(
  contacts: Contacts,
  { search, limit, after }: ListQuery,
  judge: (actions: readonly string[], contacts: readonly Contact[]) => Promise<Record<string, boolean>[]>,
): Promise<ContactPage> {
  const page: (ContactPage["contacts"][number] & { readonly can: Permissions })[] = [];
  let end = after === undefined ? undefined : await placeOf(contacts, after);
  let behind = end;
  for (let scanned = 0; scanned < MOST_SCANNED; ) {
    // One more than the page holds tells whether there is another page.
    const wanted = scanned === 0 ? limit + 1 : BATCH;
    const rows = await contacts.list({ search, after: behind, limit: wanted });
    const verdicts = await judge(
      ASKED,
      rows.map(({ contact }) => contact),
    );
    for (const [index, { contact, position }] of rows.entries()) {
      const may = verdicts[index];
      behind = position;
      if (may?.list !== true) continue;
      if (page.length === limit) return { contacts: page, next: end === undefined ? null : cursorOf(end) };
      page.push({
        ...contact,
        can: { read: may.read === true, update: may.update === true, delete: may.delete === true },
      });
      end = position;
    }
    if (rows.length < wanted) return { contacts: page, next: null };
    scanned += rows.length;
  }
  return { contacts: page, next: behind === undefined ? null : cursorOf(behind) };
}

async function placeOf(contacts: Contacts, after: string): Promise<Position> {
  const place = isContactId(after) ? await contacts.positionOf(after) : positionOf(after);
  if (place === undefined) throw invalid([{ path: "after", message: "is not the id of a contact" }]);
  return place;
}
