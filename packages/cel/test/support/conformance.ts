import { existsSync, readFileSync } from "node:fs";
import {
  type Bindings,
  CelCompileError,
  type CelResult,
  type CelValue,
  type Environment,
  isError,
  kindOf,
  Timestamp,
  toJson,
} from "../../src/index.js";

/** One verified expression; the format is described beside the data. */
export interface Entry {
  readonly expr: string;
  readonly section: string;
  readonly request?: { readonly principal?: object; readonly resource?: object; readonly auxData?: AuxData };
  readonly variables?: Readonly<Record<string, string>>;
  readonly constants?: Readonly<Record<string, CelValue>>;
  readonly globals?: boolean;
  readonly quirk?: string;
  readonly result?: unknown;
  readonly error?: string;
  readonly outputError?: string;
  readonly special?: "NaN" | "+Inf" | "-Inf";
  readonly compileError?: string;
  readonly type?: string;
}

interface AuxData {
  readonly jwt?: Readonly<Record<string, CelValue>>;
  readonly jwts?: Readonly<Record<string, { readonly claims: Readonly<Record<string, CelValue>> }>>;
}

const file = new URL("../../../../../shared/conformance/cel/expressions.json", import.meta.url);

/** The shared cases, or `undefined` where they are not at hand. */
export const entries: readonly Entry[] | undefined = existsSync(file)
  ? (JSON.parse(readFileSync(file, "utf8")) as Entry[])
  : undefined;

const globals: Readonly<Record<string, CelValue>> = {
  env: "test",
  num: 5n,
  neg: -3n,
  dbl: 1.5,
  whole: 2n,
  list: [1n, 2n, "x"],
  map: { k: 1n, s: "v" },
  flag: true,
  nul: null,
  big: 9007199254740993n,
};

/** Claims as the reference hands them to an expression: dates as text, the audience as a list. */
function claims(payload: Readonly<Record<string, CelValue>>): Readonly<Record<string, CelValue>> {
  return Object.fromEntries(
    Object.entries(payload).map(([name, value]) => {
      if (["iat", "nbf", "exp"].includes(name) && typeof value === "number")
        return [name, new Date(value * 1000).toISOString().replace(".000Z", "Z")];
      return [name, name === "aud" && !Array.isArray(value) ? [value] : value];
    }),
  );
}

function bindingsOf(entry: Entry, environment: Environment): Bindings {
  const { principal, resource, auxData } = entry.request ?? {};
  const request = {
    principal: { id: "alice", roles: ["user"], attr: {}, ...principal },
    resource: {
      kind: "cel",
      id: "r1",
      attr: {},
      ...(entry.variables !== undefined || entry.constants !== undefined ? { policyVersion: "v" } : {}),
      ...resource,
    },
    ...(auxData === undefined
      ? {}
      : {
          auxData: {
            ...(auxData.jwt === undefined ? {} : { jwt: claims(auxData.jwt) }),
            ...(auxData.jwts === undefined
              ? {}
              : {
                  jwts: Object.fromEntries(
                    Object.entries(auxData.jwts).map(([name, token]) => [name, { claims: claims(token.claims) }]),
                  ),
                }),
          },
        }),
  };
  const base: Bindings = {
    request,
    constants: entry.constants ?? {},
    globals,
    runtime: {},
    now: new Timestamp(1_800_000_000, 5),
  };
  const variables: Record<string, CelValue> = {};
  // In dependency order, by trying again until nothing new comes out.
  const open = new Map(Object.entries(entry.variables ?? {}));
  for (let round = 0; round <= open.size + 5 && open.size > 0; round += 1) {
    for (const [name, source] of open) {
      const refers = [...open.keys()].some(
        (other) => other !== name && new RegExp(`\\b(V|variables)\\.${other}\\b`).test(source),
      );
      if (refers && round < 5) continue;
      const value = environment.compile(environment.check(environment.parse(source))).evaluate({ ...base, variables });
      if (!isError(value)) variables[name] = nativeValue(value);
      open.delete(name);
    }
  }
  return { ...base, variables };
}

/** What becomes of a variable's value on its way through native values (cel.md section 2.4). */
function nativeValue(value: CelValue): CelValue {
  const kind = kindOf(value);
  if (kind === "cerbos.lib.hierarchy") return [...(value as { parts: readonly string[] }).parts];
  if (kind === "optional_type") return (value as { value: CelValue | undefined }).value ?? null;
  if (kind === "type") return (value as { name: string }).name;
  return value;
}

export type Outcome = Pick<Entry, "result" | "error" | "outputError" | "special" | "compileError" | "type">;

/** What this package makes of an entry. */
export function outcomeOf(entry: Entry, environment: Environment, backend: "closures" | "source"): Outcome {
  let value: CelResult;
  try {
    const checked = environment.check(environment.parse(entry.expr), {
      variables: Object.keys(entry.variables ?? {}),
      constants: Object.keys(entry.constants ?? {}),
    });
    value = environment.compile(checked, { backend }).evaluate(bindingsOf(entry, environment));
  } catch (error) {
    if (error instanceof CelCompileError) return { compileError: error.message };
    throw error;
  }
  if (isError(value)) return { error: value.message };
  const type = kindOf(value);
  if (typeof value === "number" && !Number.isFinite(value))
    return { special: Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf", type };
  const json = toJson(value);
  return isError(json) ? { outputError: json.message, type } : { result: json, type };
}

/** Whether an outcome is the verified one, by the rules of the data's README. */
export function agrees(entry: Entry, outcome: Outcome): boolean {
  if (entry.compileError !== undefined) {
    if (entry.compileError.includes("Syntax error:")) return outcome.compileError !== undefined;
    return outcome.compileError === entry.compileError;
  }
  if (entry.quirk === "go-panic") return outcome.error !== undefined;
  return (
    outcome.compileError === undefined &&
    outcome.error === entry.error &&
    outcome.outputError === entry.outputError &&
    outcome.special === entry.special &&
    (entry.error !== undefined || outcome.type === entry.type) &&
    isSameJson(entry.result, outcome.result)
  );
}

function isSameJson(a: unknown, b: unknown): boolean {
  if (typeof a === "number" && typeof b === "number") return Object.is(a, b);
  if (typeof a !== "object" || a === null || typeof b !== "object" || b === null) return a === b;
  const names = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    names.length === Object.keys(b).length &&
    names.every(
      (name) =>
        Object.hasOwn(b, name) &&
        isSameJson((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name]),
    )
  );
}
