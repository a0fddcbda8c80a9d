/**
 * What went wrong, as a stable code.
 * `ERR_OPTIONS`: an option, a client, a user or a switch is not acceptable; `problems` lists every one.
 * `ERR_REFUSED`: the provider will not run here (production, or an address that others can reach).
 * `ERR_PORT`: the port cannot be listened on. `ERR_KEY_FILE`: the stored keys cannot be used.
 * `ERR_LOGIN_AS`: `loginAs` did not end at the application. `ERR_NOT_LISTENING`: `listen` was not called before.
 */
export type DevIdpErrorCode =
  | "ERR_OPTIONS"
  | "ERR_REFUSED"
  | "ERR_PORT"
  | "ERR_KEY_FILE"
  | "ERR_LOGIN_AS"
  | "ERR_NOT_LISTENING";

/** Every error this package throws on purpose. The message is meant for the developer who reads it. */
export class DevIdpError extends Error {
  override readonly name = "DevIdpError";

  constructor(
    readonly code: DevIdpErrorCode,
    message: string,
    /** One line for each thing to repair; empty unless `code` is `ERR_OPTIONS`. */
    readonly problems: readonly string[] = [],
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
  }
}

/** Throws one `ERR_OPTIONS` error that names all problems, or does nothing when there are none. */
export function throwProblems(subject: string, problems: readonly string[]): void {
  if (problems.length === 0) return;
  throw new DevIdpError("ERR_OPTIONS", [`${subject}:`, ...problems.map((line) => `  - ${line}`)].join("\n"), problems);
}
