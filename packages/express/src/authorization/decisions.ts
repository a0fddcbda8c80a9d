import type { Principal, Value } from "../principal/principal.js";

/** What is asked about: the shape of a Cerbos resource. */
export interface Resource {
  kind: string;
  id: string;
  attr?: Record<string, Value> | undefined;
  policyVersion?: string | undefined;
  scope?: string | undefined;
}

/** Options of one call, as the official SDK's clients take them. */
export interface DecisionsCallOptions {
  signal?: AbortSignal | undefined;
}

/** The answer about one resource among several. */
export interface ResourceDecision {
  resource: { kind: string; id: string };
  /** `undefined` when the action was not asked about. */
  isAllowed(action: string): boolean | undefined;
}

/**
 * Whoever decides: the official clients (`@cerbos/http`, `@cerbos/grpc`) and Gatehouse's embedded one are all assignable. Only
 * what `authorization()` calls is named.
 */
export interface Decisions {
  isAllowed(
    request: { principal: Principal; resource: Resource; action: string },
    options?: DecisionsCallOptions,
  ): Promise<boolean>;
  checkResources(
    request: { principal: Principal; resources: { resource: Resource; actions: string[] }[] },
    options?: DecisionsCallOptions,
  ): Promise<{ results: ResourceDecision[] }>;
}
