import type { Request, RequestHandler } from "express";
import { authOf } from "../auth.js";
import type { Principal } from "../principal/principal.js";
import type { Decisions, DecisionsCallOptions, Resource } from "./decisions.js";
import { AuthorizationUnavailable, Forbidden } from "./errors.js";

export interface AuthorizationOptions {
  readonly decisions: Decisions;
  /** Who asks. Default: the signed-in person; without one, nothing is allowed and nothing is asked. */
  readonly principal?: (req: Request) => Principal | null;
  /** Milliseconds within which a decision must come. Default 5000. */
  readonly timeout?: number;
}

/** A PDP accepts this many resources in one request by default (Cerbos `requestLimits.maxResourcesPerRequest`). */
const BATCH = 50;

/** Adds `req.authorize`, `req.can` and `req.canEach`. An error, a silence and a missing answer are all no (fail closed). */
export function authorization(options: AuthorizationOptions): RequestHandler {
  const { decisions, principal = (req) => authOf(req).principal, timeout = 5000 } = options;
  if (typeof decisions?.isAllowed !== "function" || typeof decisions.checkResources !== "function")
    throw new TypeError("authorization: decisions must have isAllowed() and checkResources(), as Cerbos clients have.");
  if (!(Number.isFinite(timeout) && timeout > 0))
    throw new TypeError("authorization: timeout must be a number of milliseconds above 0.");

  async function can(req: Request, action: string, resource: Resource): Promise<boolean> {
    const asking = principal(req);
    if (asking === null) return false;
    // Only true is yes, whatever a client written in JavaScript may return.
    return (
      (await decided(timeout, (call) => decisions.isAllowed({ principal: asking, resource, action }, call))) === true
    );
  }

  async function batch(asking: Principal, actions: readonly string[], resources: readonly Resource[]) {
    const { results } = await decided(timeout, (call) =>
      decisions.checkResources(
        { principal: asking, resources: resources.map((resource) => ({ resource, actions: [...actions] })) },
        call,
      ),
    );
    return resources.map((resource, index) => {
      const result = results[index];
      // Answers come in the order of the question; one about something else is no answer.
      if (result?.resource.kind !== resource.kind || result.resource.id !== resource.id)
        throw new AuthorizationUnavailable("The decision point left out a resource.");
      return Object.fromEntries(actions.map((action) => [action, result.isAllowed(action) === true]));
    });
  }

  return function authorization(req, _res, next) {
    req.can = (action, resource) => can(req, action, resource);
    req.authorize = async (action, resource) => {
      if (!(await can(req, action, resource))) throw new Forbidden(action, resource.kind);
    };
    req.canEach = async (actions, resources) => {
      const asking = principal(req);
      if (asking === null) return resources.map(() => Object.fromEntries(actions.map((action) => [action, false])));
      const answers: Record<string, boolean>[] = [];
      for (let from = 0; from < resources.length; from += BATCH)
        answers.push(...(await batch(asking, actions, resources.slice(from, from + BATCH))));
      return answers;
    };
    next();
  };
}

/** Runs one question within its time; whatever goes wrong is `AuthorizationUnavailable`. */
async function decided<T>(timeout: number, ask: (call: DecisionsCallOptions) => Promise<T>): Promise<T> {
  const limit = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new AuthorizationUnavailable(`No decision within ${timeout} ms.`));
      limit.abort();
    }, timeout);
  });
  try {
    return await Promise.race([ask({ signal: limit.signal }), late]);
  } catch (error) {
    if (error instanceof AuthorizationUnavailable) throw error;
    throw new AuthorizationUnavailable("The decision point failed.", { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

declare global {
  namespace Express {
    interface Request {
      /** Throws `Forbidden` when the answer is no, `AuthorizationUnavailable` when there is none. */
      authorize(action: string, resource: Resource): Promise<void>;
      /** Whether the action is allowed; throws `AuthorizationUnavailable` when there is no answer. */
      can(action: string, resource: Resource): Promise<boolean>;
      /** For each resource, which of the actions are allowed; asks in batches. Throws like `can`. */
      canEach(actions: readonly string[], resources: readonly Resource[]): Promise<Record<string, boolean>[]>;
    }
  }
}
