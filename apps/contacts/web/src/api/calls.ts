import { ApiError, kindOfStatus, problemsOf } from "./api-error.js";
import type { Contact, ContactInput, ContactList } from "./contact.js";
import type { Decision } from "./decision.js";
import type { SessionAnswer } from "./session.js";

/** A contact with the ETag that a later write names in If-Match. */
export interface TaggedContact {
  readonly contact: Contact;
  readonly etag: string;
}

/** Who is signed in; never a 401. */
export const getSession = (signal?: AbortSignal) => json<SessionAnswer>("/session", { signal });

/** One page of the contacts that match `q`; `after` is the `next` of the page before. */
export function listContacts(query: { q: string; after: string | null }, signal?: AbortSignal): Promise<ContactList> {
  const search = new URLSearchParams();
  if (query.q !== "") search.set("q", query.q);
  if (query.after !== null) search.set("after", query.after);
  return json<ContactList>(`/contacts${search.size > 0 ? `?${search}` : ""}`, { signal });
}

export const getContact = (id: string, signal?: AbortSignal) => tagged(contactPath(id), { signal });

/** What the policy decision point was asked about one contact, and its answer. */
export const getDecision = (id: string, signal?: AbortSignal) =>
  json<Decision>(`${contactPath(id)}/decision`, { signal });

export const createContact = (input: ContactInput) => tagged("/contacts", { method: "POST", body: input });

/** Writes the given fields if the contact is still the one that `etag` names; else an ApiError of kind "changed". */
export const updateContact = (id: string, etag: string, changes: ContactInput) =>
  tagged(contactPath(id), { method: "PATCH", body: changes, ifMatch: etag });

/** Deletes the contact if it is still the one that `etag` names. */
export async function deleteContact(id: string, etag: string): Promise<void> {
  await send(contactPath(id), { method: "DELETE", ifMatch: etag });
}

/** The ETag of a contact that came in a list: its version, quoted. */
export const etagOf = (contact: Pick<Contact, "version">): string => `"${contact.version}"`;

const contactPath = (id: string): string => `/contacts/${encodeURIComponent(id)}`;

interface Call {
  readonly method?: "GET" | "POST" | "PATCH" | "DELETE";
  readonly body?: ContactInput;
  readonly ifMatch?: string;
  readonly signal?: AbortSignal | undefined;
}

async function send(path: string, { method = "GET", body, ifMatch, signal }: Call): Promise<Response> {
  const headers = new Headers({ accept: "application/json" });
  if (body !== undefined) headers.set("content-type", "application/json");
  if (ifMatch !== undefined) headers.set("if-match", ifMatch);
  const response = await fetch(path, {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? null,
    cache: "no-store",
    redirect: "error",
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new ApiError("offline", [], { cause });
  });
  if (response.ok) return response;
  const error: unknown = await response.json().catch(() => null);
  throw new ApiError(kindOfStatus(response.status), problemsOf(error));
}

async function json<Answer>(path: string, call: Call): Promise<Answer> {
  return read<Answer>(await send(path, call), call.signal);
}

async function tagged(path: string, call: Call): Promise<TaggedContact> {
  const response = await send(path, call);
  const contact = await read<Contact>(response, call.signal);
  return { contact, etag: response.headers.get("etag") ?? etagOf(contact) };
}

/** The body of a good answer; one that breaks off or is no JSON is an ApiError too. */
async function read<Answer>(response: Response, signal: AbortSignal | undefined): Promise<Answer> {
  try {
    return (await response.json()) as Answer;
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiError("unexpected", [], { cause });
  }
}
