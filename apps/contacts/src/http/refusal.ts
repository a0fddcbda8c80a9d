/** What is wrong with one part of a request. */
export interface Problem {
  /** The field's name, a query parameter's name, or `body` for the body as a whole. */
  readonly path: string;
  readonly message: string;
}

/** A request that is answered with an error: its status, and the JSON body with a member `error`. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly status: 400 | 404 | 412 | 413 | 415,
    readonly body: { readonly error: string; readonly problems?: readonly Problem[] },
  ) {
    super(body.error);
  }
}

export const notFound = () => new Refusal(404, { error: "Contact not found" });

export const invalid = (problems: readonly Problem[]) => new Refusal(400, { error: "Invalid request", problems });

export const changedMeanwhile = () =>
  new Refusal(412, { error: "The contact has changed since you read it; read it again" });
