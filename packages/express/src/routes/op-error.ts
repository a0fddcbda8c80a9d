import { SignInError } from "../errors.js";

/** Errors that only say that a silent sign-in needs the person (section 5.5, first row). */
const silentFailures = new Set([
  "login_required",
  "interaction_required",
  "consent_required",
  "account_selection_required",
]);

export const isSilentFailure = (error: string): boolean => silentFailures.has(error);

const misconfigured = new Set([
  "invalid_scope",
  "invalid_request",
  "unauthorized_client",
  "unsupported_response_type",
  "invalid_client",
]);

const fixes: Readonly<Record<string, string>> = {
  invalid_scope: "a requested scope is not configured at the authorization server",
  invalid_request: "a parameter of the authorization request is refused",
  unauthorized_client: "the application may not use the authorization code grant",
  unsupported_response_type: "the application may not use response type code",
  invalid_client: "clientId is not known there",
};

/** Texts known from Okta, to choose our own words by; theirs are never shown (ERR-1, NTX-3). */
const refusals: readonly (readonly [RegExp, string])[] = [
  [/not assigned/i, "Your account is not assigned to this application. Ask an administrator for access."],
  [/policy/i, "The sign-in policy does not let you in. Ask an administrator for access."],
];

/**
 * What an error in the callback means (section 5.5). It counts only with a valid transaction; a stranger can write anything
 * into a link, so neither code nor description is passed on unless it is one we know.
 */
export function opError(error: string, description: string): SignInError {
  if (/groups claim matched too many groups|'groups' user claim could not be evaluated/i.test(description))
    return new SignInError("groups_overage");
  if (error === "access_denied") {
    const person = refusals.find(([pattern]) => pattern.test(description))?.[1];
    return new SignInError("access_denied", { person: person ?? "Access was refused, or the sign-in was cancelled." });
  }
  if (error === "unmet_authentication_requirements") return new SignInError("step_up_unmet");
  if (error === "temporarily_unavailable" || error === "server_error")
    return new SignInError("op_unavailable", { detail: error });
  if (misconfigured.has(error)) return new SignInError("op_misconfigured", { detail: `${error}: ${fixes[error]}` });
  return new SignInError("op_error", { detail: /^[a-z_]{1,64}$/i.test(error) ? error : "an unknown error code" });
}
