import type { IncomingMessage } from "node:http";

/** An authorization response by POST is small (CB-1). */
const MAX_FORM = 16 * 1024;

/**
 * The parameters of an urlencoded body; `undefined` when it is something else or too large. A body that the app's own parser
 * has consumed already is taken from `req.body` (EXP-1).
 */
export async function formParameters(req: IncomingMessage & { body?: unknown }): Promise<URLSearchParams | undefined> {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(req.headers["content-type"] ?? "")) return undefined;
  if (typeof req.body === "object" && req.body !== null && req.readableEnded) return parsedAlready(req.body);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_FORM) return undefined;
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}

function parsedAlready(body: object): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(body))
    for (const one of [value].flat()) if (typeof one === "string") parameters.append(name, one);
  return parameters;
}
