import { sep } from "node:path";
import { type RequestHandler, static as staticFiles } from "express";

/** The built page: `/` is asked for anew each time, what it loads has a hash in its name and never changes. */
export function page(folder: string): RequestHandler {
  return staticFiles(folder, {
    redirect: false,
    cacheControl: false,
    setHeaders(res, path) {
      const hashed = path.includes(`${sep}assets${sep}`);
      res.set("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
}

/** Answers about people and their contacts are nobody's to keep. */
export const noStore: RequestHandler = (_req, res, next) => {
  res.set("Cache-Control", "no-store");
  next();
};
