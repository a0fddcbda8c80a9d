import { createHmac, randomBytes } from "node:crypto";

/** Makes a new token id with a prefix as Okta's (`ID.`, `AT.`); ids of one provider never repeat. */
export type Identifiers = (prefix: "ID." | "AT.") => string;

/** Random ids, or with a seed the same sequence at every start (DEV-9). */
export function identifiers(seed: string | undefined): Identifiers {
  if (seed === undefined) return (prefix) => prefix + randomBytes(32).toString("base64url");
  let count = 0;
  return (prefix) => prefix + createHmac("sha256", seed).update(`${prefix}${count++}`).digest("base64url");
}
