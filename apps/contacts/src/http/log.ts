import { DrizzleQueryError } from "drizzle-orm/errors";
import type { RequestHandler } from "express";
import { destination, type Logger, pino, stdSerializers } from "pino";
import { pinoHttp } from "pino-http";

/** JSON lines on standard error; standard output belongs to the three lines of the start. */
export function openLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      serializers: { err: errorForLog },
    },
    destination(2),
  );
}

/**
 * One line per request at level info: method, path, status and time. Never headers, and never a query: the callback's holds a
 * code, a search holds names.
 */
export function requestLog(logger: Logger): RequestHandler {
  return pinoHttp({
    logger,
    wrapSerializers: false,
    serializers: {
      req: (req) => ({ id: req.id, method: req.method, path: String(req.originalUrl ?? req.url).split("?", 1)[0] }),
      res: (res) => ({ status: res.statusCode }),
      err: errorForLog,
    },
    // What went wrong is on a line of its own, with the error that it was: see error-answers.ts.
    customErrorObject: (_req, _res, _error, { err: _made, ...line }: { err?: unknown }) => line,
    customLogLevel: (_req, res) => (res.statusCode >= 500 ? "warn" : "info"),
  });
}

/** A failed query's own message repeats its parameters, which are people's data; the database's error beneath it does not. */
function errorForLog(error: unknown): unknown {
  const told = error instanceof DrizzleQueryError ? (error.cause ?? new Error("A query failed")) : error;
  if (!(told instanceof Error)) return told;
  const { code } = told as { code?: unknown };
  const { type, message, stack } = stdSerializers.err(told);
  return { type, message, stack, ...(typeof code === "string" ? { code } : {}) };
}
