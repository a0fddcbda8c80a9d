import { createHash } from "node:crypto";
import { isShape, type Shape, unknownMembers } from "../shape.js";

/** A user as written down by a developer. Only `login` is needed; names as in OpenID Connect (`email_verified`) work too. */
export interface DevUserInput {
  /** What is typed at the login page, an e-mail address as a rule; becomes `preferred_username`. */
  readonly login: string;
  /** The user id, `sub` of the ID token. Default: made from the login, always the same. */
  readonly sub?: string | undefined;
  /** Default: the login's part before the `@`, capitalised. */
  readonly name?: string | undefined;
  /** Default: none; then tokens and userinfo have no `groups` claim at all. */
  readonly groups?: readonly string[] | undefined;
  /** Whether the user is assigned to the applications; false is refused with Okta's error. Default true. */
  readonly assigned?: boolean | undefined;
  /** Default: the login, when it is an e-mail address. */
  readonly email?: string | undefined;
  /** Default true. */
  readonly emailVerified?: boolean | undefined;
  readonly givenName?: string | undefined;
  readonly familyName?: string | undefined;
  /** Default `en_US`. */
  readonly locale?: string | undefined;
  /** Default `America/Los_Angeles`, as Okta has it. */
  readonly zoneinfo?: string | undefined;
  readonly phoneNumber?: string | undefined;
}

/** A user as the provider serves it: every default filled in. */
export interface DevUser {
  readonly sub: string;
  readonly login: string;
  readonly name: string;
  readonly groups: readonly string[];
  readonly assigned: boolean;
  readonly email?: string;
  readonly emailVerified: boolean;
  readonly givenName?: string;
  readonly familyName?: string;
  readonly locale: string;
  readonly zoneinfo: string;
  readonly phoneNumber?: string;
}

const texts = [
  "login",
  "sub",
  "name",
  "email",
  "givenName",
  "familyName",
  "locale",
  "zoneinfo",
  "phoneNumber",
] as const;
const flags = ["assigned", "emailVerified"] as const;
const names: readonly string[] = [...texts, ...flags, "groups"];

const claimNames: Readonly<Record<string, string>> = {
  email_verified: "emailVerified",
  given_name: "givenName",
  family_name: "familyName",
  phone_number: "phoneNumber",
  preferred_username: "login",
};

/**
 * Checks what a developer wrote about one user.
 * @returns the input with canonical names, or undefined with at least one line added to `problems`
 */
export function userInput(written: unknown, place: string, problems: string[]): DevUserInput | undefined {
  if (!isShape(written)) {
    problems.push(`${place}: expected a user such as { login: "alice@example.com", groups: ["admin"] }`);
    return undefined;
  }
  const shape: Shape = Object.fromEntries(
    Object.entries(written).flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [[claimNames[name] ?? name, value]],
    ),
  );
  const found = unknownMembers(shape, names, place);
  for (const name of texts) {
    const value = shape[name];
    if (value === undefined && name !== "login") continue;
    if (typeof value !== "string" || value.trim() === "")
      found.push(`${place}: ${name} must be a text that is not empty`);
    else if (value.length > 255) found.push(`${place}: ${name} has more than 255 characters`);
  }
  if (typeof shape.login === "string" && /\s/.test(shape.login)) found.push(`${place}: login must not contain spaces`);
  for (const name of flags) {
    if (shape[name] !== undefined && typeof shape[name] !== "boolean") {
      found.push(`${place}: ${name} must be true or false`);
    }
  }
  const { groups } = shape;
  if (groups !== undefined && !(Array.isArray(groups) && groups.every((group) => typeof group === "string" && group))) {
    found.push(`${place}: groups must be a list of names, for example ["Everyone", "admin"]`);
  }
  problems.push(...found);
  return found.length === 0 ? (shape as unknown as DevUserInput) : undefined;
}

/** Fills in the defaults of one checked user. */
export function devUser(input: DevUserInput): DevUser {
  const { login } = input;
  const local = login.split("@", 1)[0] ?? login;
  const email = input.email ?? (login.includes("@") ? login : undefined);
  return Object.freeze({
    sub: input.sub ?? oktaUserId(login),
    login,
    name: input.name ?? local.charAt(0).toUpperCase() + local.slice(1),
    groups: Object.freeze([...(input.groups ?? [])]),
    assigned: input.assigned ?? true,
    ...(email === undefined ? {} : { email }),
    emailVerified: input.emailVerified ?? true,
    ...(input.givenName === undefined ? {} : { givenName: input.givenName }),
    ...(input.familyName === undefined ? {} : { familyName: input.familyName }),
    locale: input.locale ?? "en_US",
    zoneinfo: input.zoneinfo ?? "America/Los_Angeles",
    ...(input.phoneNumber === undefined ? {} : { phoneNumber: input.phoneNumber }),
  });
}

/** An id of Okta's form (`00u`, 20 characters), always the same for one login. */
function oktaUserId(login: string): string {
  const digest = createHash("sha256").update(login.toLowerCase()).digest("base64url").replaceAll(/[-_]/g, "x");
  return `00u1${digest.slice(0, 13)}5d7`;
}
