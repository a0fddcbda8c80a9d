/** Every way a sign-in can fail: HTTP status, what the person is told, what the operator should look at. sign-in.md section 22. */
const catalogue = {
  bad_callback: [400, "This sign-in link is not valid.", "The callback had repeated or contradictory parameters."],
  tx_missing: [
    400,
    "This sign-in was not started in this browser.",
    "No transaction cookie matches the callback's state.",
  ],
  tx_expired: [400, "This sign-in took too long.", "The transaction is older than tx.ttl."],
  csrf: [403, "This request came from another site.", "Cross-site request refused; see trustedOrigins."],
  login_loop: [
    500,
    "Signing in did not get you in.",
    "Five sign-ins within a minute completed and came back; a guard refuses the fresh session.",
  ],
  access_denied: [403, "Access was refused.", "The identity provider answered access_denied."],
  sign_in_denied: [403, "Access was refused.", "The onSignIn hook refused this person."],
  step_up_unmet: [
    403,
    "A stronger sign-in is needed.",
    "The identity provider could not meet the demanded authentication.",
  ],
  id_token_invalid: [
    502,
    "The identity provider's answer could not be trusted.",
    "The ID token failed a check; see the sub-code.",
  ],
  issuer_mismatch: [
    502,
    "The identity provider's answer could not be trusted.",
    "The issuer differs from the configured one.",
  ],
  op_unavailable: [
    502,
    "The identity provider cannot be reached at the moment.",
    "Network error, timeout or 5xx from the identity provider.",
  ],
  op_rate_limited: [503, "The identity provider is busy.", "The identity provider answered 429."],
  op_misconfigured: [
    500,
    "Sign-in is not set up correctly.",
    "The identity provider refused the request's parameters; compare client, scopes and redirect URIs.",
  ],
  op_error: [502, "The identity provider reported an error.", "The identity provider's answer was not understood."],
  userinfo_refused: [
    500,
    "Sign-in is not set up correctly.",
    "userinfo answered 401 or 403: is scope profile granted, does the access policy allow it?",
  ],
  groups_malformed: [
    502,
    "The identity provider's answer was not understood.",
    "The groups claim is neither a list nor a string.",
  ],
  groups_overage: [
    500,
    "You are in more groups than sign-in can carry.",
    "Narrow the groups filter, or set onGroupsOverage.",
  ],
  mapping_failed: [
    500,
    "Sign-in is not set up correctly.",
    "claims.toPrincipal, claims.groups or onGroupsOverage threw, or returned no principal.",
  ],
  session_too_large: [
    500,
    "Your sign-in is too large for this site.",
    "Narrow groups.include, set session.keepTokens to 'none', or use a session store.",
  ],
  keys_unavailable: [
    503,
    "The identity provider cannot be reached at the moment.",
    "No signing keys could be fetched.",
  ],
  metadata_invalid: [
    500,
    "Sign-in is not set up correctly.",
    "The discovery document lacks something or points somewhere else.",
  ],
  response_too_large: [502, "The identity provider's answer was not understood.", "A response exceeded http.maxBody."],
  client_credentials_rejected: [
    500,
    "Sign-in is not set up correctly.",
    "The identity provider refused clientId, clientSecret or clientAuth.",
  ],
} as const satisfies Record<string, readonly [status: number, person: string, operator: string]>;

/** A stable identifier of what went wrong. */
export type SignInErrorCode = keyof typeof catalogue;

/** Which check an ID token failed. */
export type IdTokenReason =
  | "alg"
  | "signature"
  | "kid"
  | "iss"
  | "aud"
  | "azp"
  | "sub"
  | "exp"
  | "iat"
  | "nonce"
  | "at_hash"
  | "typ"
  | "auth_time"
  | "malformed";

export interface SignInErrorOptions {
  /** For the operator; never a token, code, secret or anything a stranger wrote (LOG-2). */
  readonly detail?: string | undefined;
  /** Overrides the catalogue's status where it names two (op_unavailable is 503 before the provider was ever reached). */
  readonly status?: number | undefined;
  /** Overrides what the person is told. */
  readonly person?: string | undefined;
  /** Sub-code of id_token_invalid. */
  readonly reason?: IdTokenReason | undefined;
  /** Seconds, sent as Retry-After. */
  readonly retryAfter?: number | undefined;
}

/**
 * What sign-in throws, and passes to `next` when `errorPages` is off. The message is for the operator and holds no secret;
 * foreign errors are converted, never attached as a cause, because theirs hold tokens and codes (LOG-3).
 */
export class SignInError extends Error {
  override readonly name = "SignInError";
  readonly code: SignInErrorCode;
  readonly status: number;
  /** Express and others must not show the message to the person. */
  readonly expose = false;
  /** What the person may be told. */
  readonly person: string;
  readonly reason: IdTokenReason | undefined;
  readonly retryAfter: number | undefined;

  constructor(code: SignInErrorCode, options: SignInErrorOptions = {}) {
    const [status, person, operator] = catalogue[code];
    const sub = options.reason === undefined ? code : `${code}/${options.reason}`;
    super(options.detail === undefined ? `${sub}: ${operator}` : `${sub}: ${operator} (${options.detail})`);
    this.code = code;
    this.status = options.status ?? status;
    this.person = options.person ?? person;
    this.reason = options.reason;
    this.retryAfter = options.retryAfter;
  }
}

/** Shorthand for the most frequent refusal. */
export const badIdToken = (reason: IdTokenReason, detail?: string): SignInError =>
  new SignInError("id_token_invalid", { reason, detail });
