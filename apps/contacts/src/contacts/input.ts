import * as v from "valibot";
import { invalid, type Problem } from "../http/refusal.js";
import type { ContactChanges, NewContact } from "./contact.js";

/** The limits of a contact, in characters. */
const LIMITS = { name: 100, email: 254, phone: 50, company: 200, title: 200, notes: 5_000 } as const;

const text = v.string("must be text");
const atMost = (limit: number) => v.maxLength<string, number, string>(limit, `must be at most ${limit} characters`);

/** Postgres takes neither NUL nor half a surrogate pair, and nobody means the other control characters. */
const oneLine = v.regex<string, string>(/^[^\p{Cc}\p{Cs}]*$/u, "must not hold control characters");
const lines = v.regex<string, string>(/^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u, "must not hold control characters");
const emailAddress = v.regex<string, string>(/^$|^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+$/, "must be an email address");

/** `null` and blank text are the same: not there. */
const nullIfBlank = v.transform((value: string) => value || null);

const name = v.pipe(text, v.trim(), v.nonEmpty("must not be empty"), atMost(LIMITS.name), oneLine);
const email = v.nullable(v.pipe(text, v.trim(), atMost(LIMITS.email), oneLine, emailAddress, nullIfBlank));
const phone = v.nullable(v.pipe(text, v.trim(), atMost(LIMITS.phone), oneLine, nullIfBlank));
const company = v.nullable(v.pipe(text, v.trim(), atMost(LIMITS.company), oneLine, nullIfBlank));
const title = v.nullable(v.pipe(text, v.trim(), atMost(LIMITS.title), oneLine, nullIfBlank));
const notes = v.nullable(v.pipe(text, v.trim(), atMost(LIMITS.notes), lines, nullIfBlank));

const newContact = v.object({
  firstName: name,
  lastName: name,
  email: v.optional(email, null),
  phone: v.optional(phone, null),
  company: v.optional(company, null),
  title: v.optional(title, null),
  notes: v.optional(notes, null),
});

const changes = v.object({
  firstName: v.exactOptional(name),
  lastName: v.exactOptional(name),
  email: v.exactOptional(email),
  phone: v.exactOptional(phone),
  company: v.exactOptional(company),
  title: v.exactOptional(title),
  notes: v.exactOptional(notes),
});

const SERVER_FIELDS = ["id", "ownerId", "createdAt", "updatedAt", "version"];

/**
 * The contact that a body describes.
 * @throws Refusal 400 with every problem.
 */
export function toNewContact(body: unknown): NewContact {
  return checked(newContact, body);
}

/**
 * The changes that a body describes; fields that it does not name stay.
 * @throws Refusal 400 with every problem.
 */
export function toContactChanges(body: unknown): ContactChanges {
  return checked(changes, body);
}

function checked<Schema extends v.GenericSchema>(schema: Schema, body: unknown): v.InferOutput<Schema> {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw invalid([{ path: "body", message: "must be a JSON object" }]);
  }
  const result = v.safeParse(schema, body);
  const problems = [...unknownFields(body), ...(result.issues ?? []).map(toProblem)];
  if (problems.length > 0 || !result.success) throw invalid(problems);
  return result.output;
}

function unknownFields(body: object): Problem[] {
  return Object.keys(body)
    .filter((field) => !Object.hasOwn(newContact.entries, field))
    .map((path) => ({ path, message: SERVER_FIELDS.includes(path) ? "is set by the server" : "is not a known field" }));
}

function toProblem(issue: v.BaseIssue<unknown>): Problem {
  const missing = issue.kind === "schema" && issue.received === "undefined";
  return { path: v.getDotPath(issue) ?? "body", message: missing ? "is required" : issue.message };
}
