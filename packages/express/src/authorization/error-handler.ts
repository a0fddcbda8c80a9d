import type { ErrorRequestHandler } from "express";
import { AuthorizationUnavailable, Forbidden } from "./errors.js";

/** Answers what `req.authorize` and its kin throw; every other error goes on to the next handler. */
export function errorHandler(): ErrorRequestHandler {
  return function authorizationErrors(error, _req, res, next) {
    const known = error instanceof Forbidden || error instanceof AuthorizationUnavailable;
    if (!known || res.headersSent) return next(error);
    res
      .status(error.status)
      .set("Cache-Control", "no-store")
      .json({ error: error instanceof Forbidden ? "Unauthorized" : "Authorization unavailable" });
  };
}
