import type { Position } from "../data/contacts.js";

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text can be the id of a contact at all. */
export const isContactId = (text: string): boolean => UUID.test(text);

/** A place in the list as a text for `after`. It names the place itself, so that it holds when the contact there goes. */
export function cursorOf({ sortName, id }: Position): string {
  return Buffer.from(JSON.stringify([sortName, id])).toString("base64url");
}

/** The place that a cursor names; `undefined` when this app cannot have made it. */
export function positionOf(cursor: string): Position | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts) || parts.length !== 2) return undefined;
  const [sortName, id]: unknown[] = parts;
  if (typeof sortName !== "string" || typeof id !== "string" || !isContactId(id)) return undefined;
  const position = { sortName, id };
  return cursorOf(position) === cursor && !sortName.includes("\0") ? position : undefined;
}
