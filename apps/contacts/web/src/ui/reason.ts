const namedRoles = 6;

/** Why an action is out of reach: "The policy does not allow update for your roles: Everyone, user." */
export function refusal(action: string, roles: readonly string[]): string {
  const rest = roles.length - namedRoles;
  const named = rest > 0 ? `${roles.slice(0, namedRoles).join(", ")} and ${rest} more` : roles.join(", ");
  return `The policy does not allow ${action} for your ${roles.length === 1 ? "role" : "roles"}: ${named}.`;
}
