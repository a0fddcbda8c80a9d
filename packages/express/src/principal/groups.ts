import { SignInError } from "../errors.js";
import type { Events } from "../events.js";
import type { Claims } from "./principal.js";

/** Which groups are kept: exact names and prefixes, or one regular expression. */
export type GroupsInclude = RegExp | readonly (string | { readonly prefix: string })[];

/** What to do when the list of groups is, or may be, incomplete; a function returns the whole list. */
export type GroupsOverage = "allow" | "deny" | ((context: GroupsOverageContext) => Promise<readonly string[]>);

export interface GroupsOverageContext {
  readonly claims: Claims;
  /** What did arrive. */
  readonly groups: readonly string[];
}

export interface GroupsRules {
  readonly claim: string | ((claims: Claims) => unknown);
  readonly include: GroupsInclude | undefined;
  readonly overage: GroupsOverage | undefined;
  readonly noGroupsRole: string;
}

/** Okta gives up to 100 groups in a claim, and some servers cut the list there without a word (GRP-3). */
const OKTA_LIMIT = 100;
const MAX_NAME = 256;
const MAX_GROUPS = 1000;
const MAX_BYTES = 64 * 1024;

/** Names that no identity provider may hand out as a group (PRIN-5). */
export const isReservedRole = (name: string, noGroupsRole: string): boolean =>
  name === noGroupsRole || name === "anonymous" || name.startsWith("gatehouse:");

/**
 * The groups in a set of claims, in the provider's order (GRP-1 to GRP-4, PRIN-5).
 * Throws `groups_malformed` for a value that is neither list, string nor absent, `groups_overage` when the list is known to be
 * incomplete and nothing resolves it, `mapping_failed` when a given function throws.
 */
export async function groupsOf(claims: Claims, rules: GroupsRules, events: Events): Promise<string[]> {
  let names = listOf(groupsClaim(claims, rules.claim), events);
  const missing = names.length === 0 && isOverage(claims);
  if (missing || names.length === OKTA_LIMIT) names = await overage(missing, names, claims, rules, events);
  return normalised(names, rules, events);
}

/** The raw groups value, by name or by function; `undefined` when there is none. */
export function groupsClaim(claims: Claims, claim: GroupsRules["claim"]): unknown {
  if (typeof claim === "string") return Object.hasOwn(claims, claim) ? claims[claim] : undefined;
  try {
    return claim(claims);
  } catch {
    throw new SignInError("mapping_failed", { detail: "claims.groups threw" });
  }
}

function listOf(value: unknown, events: Events): string[] {
  if (value === undefined || value === null) return [];
  if (typeof value === "string") return [value];
  if (!Array.isArray(value)) throw new SignInError("groups_malformed");
  const names = value.filter((name): name is string => typeof name === "string");
  if (names.length < value.length)
    events.emit("groups_dropped", "warn", `${value.length - names.length} groups that are not text were dropped.`);
  return names;
}

/** Entra's way of saying that there are too many groups to list. */
function isOverage(claims: Claims): boolean {
  const elsewhere = claims._claim_names;
  const named = elsewhere !== null && typeof elsewhere === "object" && Object.hasOwn(elsewhere, "groups");
  return named || claims.hasgroups === true;
}

async function overage(
  missing: boolean,
  names: string[],
  claims: Claims,
  rules: GroupsRules,
  events: Events,
): Promise<string[]> {
  const rule = rules.overage ?? (missing ? "deny" : "allow");
  if (!missing)
    events.emit(
      "groups_possibly_truncated",
      "warn",
      `Exactly ${OKTA_LIMIT} groups arrived; the provider may have cut the list.`,
    );
  if (rule === "deny") throw new SignInError("groups_overage");
  if (rule === "allow") return names;
  try {
    return [...(await rule({ claims, groups: names }))];
  } catch {
    throw new SignInError("mapping_failed", { detail: "onGroupsOverage threw" });
  }
}

function normalised(names: readonly string[], rules: GroupsRules, events: Events): string[] {
  const kept = new Set<string>();
  let bytes = 0;
  let dropped = 0;
  let reserved = 0;
  for (const name of names) {
    if (typeof name !== "string" || name === "" || name.length > MAX_NAME) dropped += 1;
    else if (isReservedRole(name, rules.noGroupsRole)) reserved += 1;
    else if (!kept.has(name) && isIncluded(name, rules.include)) {
      bytes += Buffer.byteLength(name);
      if (kept.size < MAX_GROUPS && bytes <= MAX_BYTES) kept.add(name);
      else dropped += 1;
    }
  }
  if (dropped > 0)
    events.emit(
      "groups_dropped",
      "warn",
      `${dropped} groups were dropped: empty, over ${MAX_NAME} characters, or past the limit.`,
    );
  if (reserved > 0) events.emit("groups_dropped", "warn", `${reserved} groups with a reserved name were dropped.`);
  return [...kept];
}

function isIncluded(name: string, include: GroupsInclude | undefined): boolean {
  if (include === undefined) return true;
  if (include instanceof RegExp) {
    // A global or sticky expression remembers where it stopped.
    include.lastIndex = 0;
    return include.test(name);
  }
  return include.some((rule) => (typeof rule === "string" ? rule === name : name.startsWith(rule.prefix)));
}
