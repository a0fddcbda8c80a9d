import { isShape, unknownMembers } from "./shape.js";

/** The endpoints that `fail` and `latency` know. */
export const endpoints = [
  "discovery",
  "authorize",
  "token",
  "userinfo",
  "keys",
  "logout",
  "introspect",
  "revoke",
  "par",
] as const;
export type Endpoint = (typeof endpoints)[number];

/** How the next calls of one endpoint fail. */
export interface Failure {
  /** The HTTP status to answer, 400 to 599. */
  readonly status: number;
  /** How many calls fail before the endpoint works again. */
  readonly times: number;
}

/** What can be turned on and off at a running provider (DEV-8). */
export interface Switches {
  /** ID tokens hold only name and preferred_username of the scopes' claims (OKT-9); false: all of them. Default true. */
  readonly thinIdToken: boolean;
  /** Default true. */
  readonly groupsInIdToken: boolean;
  /** Default true. */
  readonly groupsInUserinfo: boolean;
  /** For users with more than 100 groups (OKT-11): all of them, the first 100, or Okta's error. Default `full`. */
  readonly overage: "full" | "truncate" | "error";
  /** Refuse every sign-in as a fresh Okta `default` server without access policy does. Default false. */
  readonly noAccessPolicy: boolean;
  /** Send `iss` in authorization responses, which Okta does not. Default false. */
  readonly issParameter: boolean;
  /** Refuse every password typed at the login page; the user buttons work on. Default false. */
  readonly wrongPassword: boolean;
  /** Refuse authorization requests without PKCE. Default false. */
  readonly pkceRequired: boolean;
  /** Each refresh gives a new refresh token (OKT-20). Default true. */
  readonly rotate: boolean;
  /** Seconds in which a rotated refresh token may be used again. Default 30. */
  readonly leeway: number;
  /** Seconds. Default 3600. */
  readonly idTokenLifetime: number;
  /** Seconds. Default 3600. */
  readonly accessTokenLifetime: number;
  /** Seconds. Default 7 days. */
  readonly refreshTokenLifetime: number;
  /** Seconds. Default 300 (OKT-4). */
  readonly codeLifetime: number;
  /** Milliseconds to wait before each answer. Default 0. */
  readonly latency: number;
  /** Endpoints whose next calls fail. Default none. Setting it again starts the counts anew. */
  readonly fail: Readonly<Partial<Record<Endpoint, Failure>>>;
}

/** The switches of a provider that nobody touched: Okta with a groups claim that is always included. */
export const defaultSwitches: Switches = Object.freeze({
  thinIdToken: true,
  groupsInIdToken: true,
  groupsInUserinfo: true,
  overage: "full",
  noAccessPolicy: false,
  issParameter: false,
  wrongPassword: false,
  pkceRequired: false,
  rotate: true,
  leeway: 30,
  idTokenLifetime: 3600,
  accessTokenLifetime: 3600,
  refreshTokenLifetime: 7 * 24 * 3600,
  codeLifetime: 300,
  latency: 0,
  fail: {},
});

const overages: readonly unknown[] = ["full", "truncate", "error"];
const mayBeZero: readonly string[] = ["leeway", "latency"];

/** Checks some switches; `problems` gets a line for each that is unknown or has a wrong value, which is left out. */
export function checkSwitches(written: unknown, place: string, problems: string[]): Partial<Switches> {
  if (written === undefined || written === null) return {};
  if (!isShape(written)) {
    problems.push(`${place}: expected an object such as { overage: "error" }`);
    return {};
  }
  problems.push(...unknownMembers(written, Object.keys(defaultSwitches), place));
  const good = Object.entries(written).filter(([name, value]) => {
    if (value === undefined || !Object.hasOwn(defaultSwitches, name)) return false;
    const wrong = wrongValue(name as keyof Switches, value);
    if (wrong) problems.push(`${place}.${name} ${wrong}`);
    return !wrong;
  });
  return Object.fromEntries(good) as Partial<Switches>;
}

function wrongValue(name: keyof Switches, value: unknown): string | undefined {
  if (name === "overage") return overages.includes(value) ? undefined : `must be "full", "truncate" or "error"`;
  if (name === "fail") return wrongFailures(value);
  if (typeof defaultSwitches[name] === "boolean")
    return typeof value === "boolean" ? undefined : "must be true or false";
  const least = mayBeZero.includes(name) ? 0 : 1;
  return Number.isSafeInteger(value) && (value as number) >= least
    ? undefined
    : `must be a whole number from ${least} on`;
}

function wrongFailures(value: unknown): string | undefined {
  const example = `must name endpoints, for example { token: { status: 503, times: 1 } }; known: ${endpoints.join(", ")}`;
  if (!isShape(value)) return example;
  const fine = Object.entries(value).every(
    ([endpoint, failure]) =>
      (endpoints as readonly string[]).includes(endpoint) &&
      isShape(failure) &&
      Number.isInteger(failure.status) &&
      (failure.status as number) >= 400 &&
      (failure.status as number) <= 599 &&
      Number.isInteger(failure.times) &&
      (failure.times as number) >= 1,
  );
  return fine ? undefined : example;
}
