import type { Switches } from "../switches.js";

/** The most names Okta puts into one groups claim (OKT-11). */
export const mostGroups = 100;

/** The groups claim for one place; undefined, no claim at all, when the user has no groups or the switch is off. */
export function groupsClaim(
  groups: readonly string[],
  use: "id_token" | "userinfo",
  switches: Switches,
): readonly string[] | undefined {
  const wanted = use === "id_token" ? switches.groupsInIdToken : switches.groupsInUserinfo;
  if (!wanted || groups.length === 0) return undefined;
  return switches.overage === "truncate" ? groups.slice(0, mostGroups) : groups;
}

/** True when Okta would refuse the request because the claim cannot hold the groups. */
export function isOverage(groups: readonly string[], switches: Switches): boolean {
  const claimed = switches.groupsInIdToken || switches.groupsInUserinfo;
  return switches.overage === "error" && claimed && groups.length > mostGroups;
}
