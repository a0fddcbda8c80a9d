import type { Decisions } from "@gatehouse/express";

/** A policy decision point that the app may ask. */
export interface Pdp {
  readonly decisions: Decisions;
  /** For people: which one and where. */
  readonly description: string;
  close(): Promise<void>;
}

const PING_WITHIN = 2_000;

/**
 * Rejects when the PDP does not answer a question. The question is about nobody and nothing, so the answer is no; a health
 * endpoint would be cheaper, but not every PDP has one, and it does not say whether decisions are made.
 */
export async function ping(decisions: Decisions): Promise<void> {
  const principal = { id: "readiness", roles: ["readiness"] };
  const resource = { kind: "contact", id: "readiness" };
  await decisions.isAllowed({ principal, resource, action: "list" }, { signal: AbortSignal.timeout(PING_WITHIN) });
}
