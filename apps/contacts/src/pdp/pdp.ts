import type { Client } from "@cerbos/core";
import type { Config } from "../config.js";
import { startEmbeddedPdp } from "./embedded.js";
import { remotePdp } from "./remote.js";

/** The questions the app asks a policy decision point, in the shape of the official SDK's client. */
export type Decisions = Pick<Client, "isAllowed" | "checkResource" | "checkResources">;

/** A policy decision point that the app may ask. */
export interface Pdp {
  /** Each question fails after a few seconds without an answer, so that a hanging PDP holds nothing up. */
  readonly decisions: Decisions;
  /** For people: which one and where. */
  readonly description: string;
  close(): Promise<void>;
}

/** What a policy decision point may take for one answer, in milliseconds. */
const ANSWER_WITHIN = 3_000;

/**
 * Connects to the PDP of the configuration, or starts one with the app's own policies.
 * A remote one need not answer yet; the embedded one does when this resolves.
 * @param warn told in one line when the embedded PDP dies and is started again.
 * @throws StartError when there is no Cerbos for this machine, or it refuses the policies.
 */
export async function openPdp(config: Config["pdp"], warn: (message: string) => void): Promise<Pdp> {
  const pdp = config.kind === "remote" ? remotePdp(config) : await startEmbeddedPdp({ warn });
  return { ...pdp, decisions: withDeadline(pdp.decisions, ANSWER_WITHIN) };
}

/**
 * Rejects when the PDP does not answer a question. The question is about nobody and nothing, so the answer is no; a health
 * endpoint would be cheaper, but not every PDP has one, and it does not say whether decisions are made.
 */
export async function ping(decisions: Decisions): Promise<void> {
  const nobody = { id: "readiness", roles: ["readiness"] };
  await decisions.checkResource({
    principal: nobody,
    resource: { kind: "contact", id: "readiness" },
    actions: ["list"],
  });
}

/** The same client, its requests cancelled when they take too long. */
export function withDeadline(decisions: Decisions, milliseconds: number): Decisions {
  const signal = () => ({ signal: AbortSignal.timeout(milliseconds) });
  return {
    isAllowed: (request) => decisions.isAllowed(request, signal()),
    checkResource: (request) => decisions.checkResource(request, signal()),
    checkResources: (request) => decisions.checkResources(request, signal()),
  };
}
