import type { Contact } from "./contact.js";

/** Everything that can be done with a contact; the policies know no other actions. */
export const ACTIONS = ["list", "read", "update", "delete"] as const;

/** Contacts as the PDP sees them, in the version of the policy that this app was started with. */
export function contactResources(policyVersion: string) {
  return {
    of: (contact: Contact) => ({ kind: "contact", id: contact.id, policyVersion, attr: { ...contact } }),
    /** The one that somebody would like to create: it will be theirs. */
    toBe: (ownerId: string) => ({ kind: "contact", id: "new", policyVersion, attr: { ownerId } }),
  };
}
