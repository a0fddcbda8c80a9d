/** The decision was no: 403 `{"error":"Unauthorized"}`. */
export class Forbidden extends Error {
  override readonly name = "Forbidden";
  readonly code = "ERR_FORBIDDEN";
  readonly status = 403;
  readonly action: string;
  readonly kind: string;

  constructor(action: string, kind: string) {
    super(`The policy does not allow ${JSON.stringify(action)} on this ${JSON.stringify(kind)}.`);
    this.action = action;
    this.kind = kind;
  }
}

/** There was no decision, which counts as no: 503 `{"error":"Authorization unavailable"}`. The cause says why. */
export class AuthorizationUnavailable extends Error {
  override readonly name = "AuthorizationUnavailable";
  readonly code = "ERR_AUTHORIZATION_UNAVAILABLE";
  readonly status = 503;
}
