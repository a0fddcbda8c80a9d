import { Router } from "express";

/** Resolves when a part answers; a rejection's message says why it does not. */
export type ReadinessCheck = () => Promise<void>;

const ANSWER_WITHIN = 2_000;

/**
 * `/healthz`: 200 while the process lives. `/readyz`: 200 when every part answers, else 503; either way each part with `ok` or
 * what is wrong with it.
 */
export function health(checks: Readonly<Record<string, ReadinessCheck>>): Router {
  return Router()
    .get("/healthz", (_req, res) => {
      res.json({ status: "ok" });
    })
    .get("/readyz", async (_req, res) => {
      const states = await Promise.all(
        Object.entries(checks).map(async ([part, check]) => [part, await state(check)] as const),
      );
      res.status(states.every(([, is]) => is === "ok") ? 200 : 503).json(Object.fromEntries(states));
    });
}

/** Without the details that an error's message may hold: this page is public. */
async function state(check: ReadinessCheck): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, ANSWER_WITHIN, "does not answer in time");
  });
  const answer = check().then(
    () => "ok",
    (error: unknown) => (error instanceof NotReady ? error.message : "does not answer"),
  );
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A part's own words for why it is not ready, fit for everybody. */
export class NotReady extends Error {
  override readonly name = "NotReady";
}
