import type { Request } from "express";
import { changedMeanwhile } from "../http/refusal.js";
import type { Contact } from "./contact.js";

/** A contact's version as an entity tag. */
export const etagOf = (contact: Contact): string => `"${contact.version}"`;

/**
 * Honours If-Match (RFC 9110 section 13.1.1): `*`, or a list of tags with this version's among them. Weak tags never match,
 * nor does anything that is no tag.
 * @throws Refusal 412.
 */
export function requireMatch(req: Request, contact: Contact): void {
  const header = req.get("if-match");
  if (header === undefined || header.trim() === "*") return;
  const tags = header.split(",").map((tag) => tag.trim());
  if (!tags.includes(etagOf(contact))) throw changedMeanwhile();
}
