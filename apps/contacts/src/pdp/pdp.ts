import type { Decisions } from "@gatehouse/express";
import type { Config } from "../config.js";
import { startEmbeddedPdp } from "./embedded.js";
import { remotePdp } from "./remote.js";

/** A policy decision point that the app may ask. */
export interface Pdp {
  readonly decisions: Decisions;
  /** For people: which one and where. */
  readonly description: string;
  close(): Promise<void>;
}

/**
 * Connects to the PDP of the configuration, or starts one with the app's own policies.
 * A remote one need not answer yet; the embedded one does when this resolves.
 * @param warn told in one line when the embedded PDP died and is started again.
 * @throws StartError when there is no Cerbos for this machine, or it refuses the policies.
 */
export function openPdp(config: Config["pdp"], warn: (message: string) => void): Promise<Pdp> {
  return config.kind === "remote" ? Promise.resolve(remotePdp(config)) : startEmbeddedPdp({ warn });
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
