import type { Json, Principal } from "./session.js";

export type Effect = "EFFECT_ALLOW" | "EFFECT_DENY";

/** What was sent to the policy decision point. */
export interface DecisionRequest {
  readonly principal: Principal;
  readonly resource: {
    readonly kind: string;
    readonly id: string;
    readonly attr?: { readonly [name: string]: Json };
    readonly policyVersion?: string;
    readonly scope?: string;
  };
  readonly actions: readonly string[];
}

/** What it answered. */
export interface DecisionResponse {
  readonly results: { readonly [action: string]: Effect };
  readonly callId?: string;
}

/** The answer of GET /contacts/:id/decision. */
export interface Decision {
  readonly request: DecisionRequest;
  readonly response: DecisionResponse;
}
