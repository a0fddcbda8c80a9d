/** What the page can do about a failed call; every status has one of these. */
export type ApiErrorKind =
  | "unauthenticated" // 401: the session is over
  | "forbidden" // 403: the policy says no
  | "missing" // 404
  | "changed" // 412: somebody else was quicker
  | "invalid" // 400: see `problems`
  | "unavailable" // 503: the policy decision point or the database is away
  | "offline" // no answer at all
  | "unexpected";

/** One field that the server refused. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** A call that did not end well, with a sentence for the person in `message`. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  constructor(
    readonly kind: ApiErrorKind,
    readonly problems: readonly Problem[] = [],
    options?: ErrorOptions,
  ) {
    super(sentences[kind], options);
  }
}

const sentences: Record<ApiErrorKind, string> = {
  unauthenticated: "Your session has ended.",
  forbidden: "The policy does not allow this.",
  missing: "This contact no longer exists.",
  changed: "Somebody else has changed this contact in the meantime.",
  invalid: "Some of the fields need another look.",
  unavailable: "The policy decision point did not answer, so nothing was done. This is usually brief.",
  offline: "The server cannot be reached. Check your connection.",
  unexpected: "Something went wrong on the server.",
};

const kinds: Readonly<Record<number, ApiErrorKind>> = {
  400: "invalid",
  401: "unauthenticated",
  403: "forbidden",
  404: "missing",
  412: "changed",
  413: "invalid",
  502: "unavailable",
  503: "unavailable",
  504: "unavailable",
};

/** The kind of error that an HTTP status stands for. */
export const kindOfStatus = (status: number): ApiErrorKind => kinds[status] ?? "unexpected";

/** Any thrown value as an ApiError, so that a view has one shape to show. */
export const asApiError = (error: unknown): ApiError =>
  error instanceof ApiError ? error : new ApiError("unexpected", [], { cause: error });

/** The problems in an error body; nothing when the body is not of that shape. */
export function problemsOf(body: unknown): Problem[] {
  if (typeof body !== "object" || body === null || !("problems" in body) || !Array.isArray(body.problems)) return [];
  return body.problems.flatMap((problem: unknown) =>
    typeof problem === "object" && problem !== null && "path" in problem && "message" in problem
      ? [{ path: String(problem.path), message: String(problem.message) }]
      : [],
  );
}
