import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from "openid-client";
import { badIdToken, type IdTokenReason, SignInError } from "../errors.js";

const claimReasons: Readonly<Record<string, IdTokenReason>> = {
  iss: "iss",
  aud: "aud",
  azp: "azp",
  sub: "sub",
  exp: "exp",
  nbf: "iat",
  iat: "iat",
  nonce: "nonce",
  auth_time: "auth_time",
};

/**
 * What openid-client threw at the token endpoint, as one of ours. Its errors hold the callback's parameters, responses and
 * claims in `cause`, so nothing but the kind of failure is taken over (LOG-3).
 */
export function tokenEndpointError(error: unknown): SignInError {
  const cause = (error as { cause?: unknown } | undefined)?.cause;
  if (error instanceof SignInError) return error;
  if (cause instanceof SignInError) return cause;
  if (error instanceof ResponseBodyError) return refusal(error.error, error.status);
  if (error instanceof AuthorizationResponseError) return new SignInError("bad_callback");
  // A 401 with WWW-Authenticate hides invalid_client (sign-in.md section 3).
  if (error instanceof WWWAuthenticateChallengeError)
    return new SignInError("client_credentials_rejected", { detail: `status ${error.status}` });
  if (error instanceof ClientError) return clientError(error, cause);
  return new SignInError("op_error", { detail: "the token endpoint's answer was not understood" });
}

function refusal(code: string, status: number): SignInError {
  const detail = `the token endpoint answered ${status}${/^[a-z_]{1,64}$/.test(code) ? ` ${code}` : ""}`;
  if (code === "invalid_client" || code === "unauthorized_client" || status === 401)
    return new SignInError("client_credentials_rejected", { detail });
  if (code === "temporarily_unavailable" || code === "server_error")
    return new SignInError("op_unavailable", { detail });
  if (code === "invalid_scope" || code === "invalid_request") return new SignInError("op_misconfigured", { detail });
  return new SignInError("op_error", { detail });
}

function clientError(error: ClientError, cause: unknown): SignInError {
  const { code } = error;
  if (code === "OAUTH_TIMEOUT" || code === "OAUTH_ABORT")
    return new SignInError("op_unavailable", { detail: "token endpoint: time limit" });
  const reason = idTokenReason(code ?? "", error, cause);
  if (reason !== undefined) return badIdToken(reason);
  return new SignInError("op_error", { detail: `token endpoint: ${code ?? "unexpected answer"}` });
}

/** Which check of the ID token failed, by the claim that the library names in its error or its message. */
function idTokenReason(code: string, error: ClientError, cause: unknown): IdTokenReason | undefined {
  const inner = cause as
    | { message?: unknown; cause?: { claim?: unknown; header?: unknown; alg?: unknown; claims?: unknown } }
    | undefined;
  const claim = inner?.cause?.claim;
  if (typeof claim === "string") return claimReasons[claim] ?? "malformed";
  const message = `${error.message} ${typeof inner?.message === "string" ? inner.message : ""}`;
  if (
    code === "OAUTH_JWT_CLAIM_COMPARISON_FAILED" ||
    code === "OAUTH_JWT_TIMESTAMP_CHECK_FAILED" ||
    /JWT|ID Token|claim/i.test(message)
  ) {
    const named = /"(iss|aud|azp|sub|exp|nbf|iat|nonce|auth_time)"/.exec(message)?.[1];
    if (named !== undefined) return claimReasons[named];
    if (/"?alg"?|algorithm/i.test(message)) return "alg";
    return "malformed";
  }
  return undefined;
}
