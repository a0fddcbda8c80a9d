import { setTimeout } from "node:timers/promises";
import type { Settings } from "../settings.js";
import type { Endpoint, Failure } from "../switches.js";

/** The path below the issuer of each endpoint that can be made to fail. */
const endpointByPath: Readonly<Record<string, Endpoint>> = {
  "/.well-known/openid-configuration": "discovery",
  "/.well-known/oauth-authorization-server": "discovery",
  "/v1/authorize": "authorize",
  "/v1/token": "token",
  "/v1/userinfo": "userinfo",
  "/v1/keys": "keys",
  "/v1/logout": "logout",
  "/v1/introspect": "introspect",
  "/v1/revoke": "revoke",
  "/v1/par": "par",
};

/** Tells the status a call shall fail with, undefined when it shall work; waits for the `latency` switch first. */
export type Failures = (path: string) => Promise<number | undefined>;

/** Counts the failures that the `fail` switch asks for (DEV-8). Setting the switch again starts the counts anew. */
export function failures(settings: Settings): Failures {
  const used = new WeakMap<Failure, number>();
  return async (path) => {
    const { latency, fail } = settings.switches();
    if (latency > 0) await setTimeout(latency, undefined, { ref: false });
    const endpoint = endpointByPath[path];
    const failure = endpoint && fail[endpoint];
    if (!failure) return undefined;
    const count = (used.get(failure) ?? 0) + 1;
    used.set(failure, count);
    return count <= failure.times ? failure.status : undefined;
  };
}
