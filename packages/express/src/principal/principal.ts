import { SignInError } from "../errors.js";

/** JSON, as attributes of principals and resources are. */
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };

/** Claims about a person, JSON as the provider sent them. */
export type Claims = Readonly<Record<string, Value>>;

/** Who asks: the shape of a Cerbos principal. */
export interface Principal {
  id: string;
  roles: string[];
  attr?: Record<string, Value> | undefined;
  policyVersion?: string | undefined;
  scope?: string | undefined;
}

/** What is known of a signed-in person: the input of the mapping to a principal. */
export interface Identity {
  readonly issuer: string;
  readonly sub: string;
  /** Every claim that is not one of the protocol's own, `sub` included. */
  readonly claims: Claims;
  readonly groups: readonly string[];
  readonly acr?: string | undefined;
  readonly amr?: readonly string[] | undefined;
  /** Seconds since the epoch. */
  readonly authTime?: number | undefined;
}

export interface PrincipalRules {
  readonly roleMap: Readonly<Record<string, string | readonly string[]>> | undefined;
  readonly roleMapStrict: boolean;
  readonly noGroupsRole: string;
  readonly toPrincipal: ((claims: Claims, defaults: Principal) => Principal) | undefined;
}

/** Groups to roles: mapped, deduplicated, never empty (PRIN-1, PRIN-4). */
export function rolesOf(groups: readonly string[], rules: PrincipalRules): string[] {
  const roles = new Set<string>();
  for (const group of groups) {
    const mapped =
      rules.roleMap !== undefined && Object.hasOwn(rules.roleMap, group) ? rules.roleMap[group] : undefined;
    if (mapped === undefined && rules.roleMapStrict) continue;
    for (const role of typeof mapped === "string" ? [mapped] : (mapped ?? [group])) if (role !== "") roles.add(role);
  }
  return roles.size > 0 ? [...roles] : [rules.noGroupsRole];
}

/**
 * The principal of an identity: `id` is the subject, `roles` the groups, `attr` what policies may want to know (PRIN-1).
 * Pure: equal identities and rules give equal principals. A `toPrincipal` that throws, or returns no id or no roles, is
 * `mapping_failed`.
 */
export function principalOf(identity: Identity, rules: PrincipalRules): Principal {
  const { claims } = identity;
  const attr: Record<string, Value> = {};
  const put = (name: string, value: Value | undefined) => {
    if (value !== undefined) attr[name] = value;
  };
  put("name", textClaim(claims.name));
  put("email", textClaim(claims.email));
  // A strict boolean: providers have sent "true", which proves nothing (PRIN-7).
  if (claims.email_verified !== undefined) put("emailVerified", claims.email_verified === true);
  put("username", textClaim(claims.preferred_username));
  put("locale", textClaim(claims.locale));
  put("issuer", identity.issuer);
  put("acr", identity.acr);
  put("amr", identity.amr === undefined ? undefined : [...identity.amr]);
  put("authTime", identity.authTime);
  put("groups", [...identity.groups]);
  const defaults: Principal = { id: identity.sub, roles: rolesOf(identity.groups, rules), attr };
  if (rules.toPrincipal === undefined) return defaults;

  let mapped: Principal;
  try {
    mapped = rules.toPrincipal(claims, structuredClone(defaults));
  } catch {
    throw new SignInError("mapping_failed", { detail: "claims.toPrincipal threw" });
  }
  return checkedPrincipal(mapped, rules);
}

/** A PDP refuses empty, blank and repeated roles with 400; nothing of the kind leaves here (PRIN-4). */
function checkedPrincipal(mapped: Principal, rules: PrincipalRules): Principal {
  if (typeof mapped?.id !== "string" || mapped.id === "" || !Array.isArray(mapped.roles))
    throw new SignInError("mapping_failed", { detail: "claims.toPrincipal must return { id, roles }" });
  const roles = [...new Set(mapped.roles.filter((role) => typeof role === "string" && role !== ""))];
  return { ...mapped, roles: roles.length > 0 ? roles : [rules.noGroupsRole] };
}

const textClaim = (value: Value | undefined) => (typeof value === "string" ? value : undefined);
