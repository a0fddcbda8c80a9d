import { json, type Request, type Response } from "express";
import { invalid, Refusal } from "./refusal.js";

const parse = json({ limit: "100kb", type: "application/json" });

/**
 * Reads a JSON body to its end, so that nothing waits for a slow client later on.
 * @returns gives the parsed body, or throws the Refusal (400, 413 or 415) that the body deserves. The caller decides when:
 * whether somebody may do a thing comes before whether they said it well.
 */
export async function jsonBody(req: Request, res: Response): Promise<() => unknown> {
  const type = req.get("content-length") === "0" ? null : req.is("application/json");
  if (type === null) return refuse(invalid([{ path: "body", message: "is missing" }]));
  if (type === false) return refuse(new Refusal(415, { error: "The body must be application/json" }));
  const error = await new Promise<unknown>((resolve) => parse(req, res, resolve));
  return error === undefined ? () => req.body : refuse(refusalOf(error));
}

function refuse(error: unknown): () => never {
  return () => {
    throw error;
  };
}

/** What express.json complains about, in the words of this API; anything unexpected stays as it is. */
function refusalOf(error: unknown): unknown {
  const { status } = error as { status?: number };
  if (status === 413) return new Refusal(413, { error: "The body is larger than 100 kB" });
  if (status === 415) return new Refusal(415, { error: "The body's charset or encoding is not supported" });
  if (status === 400) return invalid([{ path: "body", message: "is not well-formed JSON" }]);
  return error;
}
