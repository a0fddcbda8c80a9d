import type { ErrorRequestHandler, RequestHandler } from "express";
import type { Logger } from "pino";
import { notFound, Refusal } from "./refusal.js";

/** Answers what no route took. */
export const unknownPath: RequestHandler = (_req, res) => {
  res.status(404).json({ error: "Not found" });
};

/** Logs what is the server's fault rather than the caller's, and passes it on. */
export function logFailures(log: Logger): ErrorRequestHandler {
  return (error, req, _res, next) => {
    const status = (error as { status?: unknown } | null)?.status;
    if (typeof status !== "number" || status >= 500) {
      log.error({ err: error, method: req.method, path: req.path }, "A request failed");
    }
    next(error);
  };
}

/** Turns what routes throw into answers; the last of all handlers. Of an unknown error it says nothing. */
export const errorAnswers: ErrorRequestHandler = (error, _req, res, next) => {
  if (res.headersSent) next(error);
  else if (error instanceof Refusal) res.status(error.status).json(error.body);
  // Express cannot read an id such as %zz; like every other text that is no id, it is no contact's.
  else if (error instanceof URIError) res.status(404).json(notFound().body);
  else res.status(500).json({ error: "Internal error" });
};
