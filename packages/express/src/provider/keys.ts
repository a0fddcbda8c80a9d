import { type CryptoKey, importJWK, type JWK } from "jose";
import { SignInError } from "../errors.js";
import type { Events } from "../events.js";
import type { Outgoing } from "../http/outgoing.js";
import type { Discovery } from "./discovery.js";

/** What a signature says about the key that made it. */
export interface KeyQuery {
  readonly kid: string | undefined;
  readonly alg: string;
}

/** The provider's signing keys, shared by everything that verifies a signature (KEY-1 to KEY-5). */
export interface Keys {
  /** Candidates for a signature; empty when the provider has none. Throws `keys_unavailable` when that cannot be told. */
  find(query: KeyQuery): Promise<readonly CryptoKey[]>;
}

interface KeySet {
  readonly keys: readonly JWK[];
  readonly fetchedAt: number;
  readonly freshUntil: number;
}

const MIN_FRESH = 60_000;
const DEFAULT_FRESH = 600_000;
const MAX_FRESH = 3600_000;
const USABLE_FOR = 24 * 3600_000;
const FORCED_EVERY = 5000;
const FORCED_BUCKET = 3;
const UNKNOWN_FOR = 60_000;
const MAX_UNKNOWN = 1000;
const MAX_KEYS = 50;
const MIN_RSA_BITS = 2048;

export function keys(discovery: Discovery, outgoing: Outgoing, events: Events, clock: () => number): Keys {
  let set: KeySet | undefined;
  let fetching: Promise<KeySet> | undefined;
  let failures = 0;
  let notBefore = 0;
  /** Moments of forced refetches still in the bucket. */
  let forced: number[] = [];
  const unknown = new Map<string, number>();
  const imported = new WeakMap<JWK, Map<string, Promise<CryptoKey>>>();

  /** One fetch at a time, with a pause after failures that doubles up to a minute (KEY-4). */
  function fetchSet(): Promise<KeySet> {
    if (fetching === undefined && clock() < notBefore)
      return Promise.reject(new SignInError("keys_unavailable", { detail: "waiting after a failed fetch" }));
    fetching ??= load()
      .then((loaded) => {
        set = loaded;
        failures = 0;
        notBefore = 0;
        return loaded;
      })
      .catch((thrown: unknown) => {
        const error =
          thrown instanceof SignInError
            ? thrown
            : new SignInError("keys_unavailable", { detail: "unreadable key set" });
        failures += 1;
        notBefore = clock() + Math.min(60_000, 1000 * 2 ** (failures - 1));
        events.fail("keys_failed", error);
        discovery.refresh();
        throw error.code === "keys_unavailable"
          ? error
          : new SignInError("keys_unavailable", { detail: error.message });
      })
      .finally(() => {
        fetching = undefined;
      });
    return fetching;
  }

  async function load(): Promise<KeySet> {
    const { jwks_uri } = await discovery.metadata();
    const response = await outgoing("keys")(jwks_uri, {
      headers: { accept: "application/json, application/jwk-set+json" },
    });
    if (response.status !== 200) throw new SignInError("keys_unavailable", { detail: `status ${response.status}` });
    const body: unknown = await response.json().catch(() => undefined);
    const listed = (body as { keys?: unknown } | undefined)?.keys;
    if (!Array.isArray(listed)) throw new SignInError("keys_unavailable", { detail: "no key set" });
    if (listed.length > MAX_KEYS) throw new SignInError("keys_unavailable", { detail: `over ${MAX_KEYS} keys` });
    const usable = listed.filter((key): key is JWK => {
      const why = unusable(key);
      if (why !== undefined) events.emit("key_ignored", "warn", `A key of the provider was ignored: ${why}.`);
      return why === undefined;
    });
    const now = clock();
    return { keys: usable, fetchedAt: now, freshUntil: now + freshness(response.headers.get("cache-control")) };
  }

  /** The set in use: stale ones serve on while a fresh one is fetched, for a day (KEY-2). */
  async function current(): Promise<KeySet> {
    const now = clock();
    if (set === undefined || now - set.fetchedAt >= USABLE_FOR) return await fetchSet();
    if (now >= set.freshUntil) fetchSet().catch(() => {});
    return set;
  }

  /** An unknown key may be a new one: look again, but not as often as a stranger likes (KEY-3). */
  async function lookAgain(query: KeyQuery): Promise<readonly JWK[]> {
    const now = clock();
    const name = query.kid ?? "";
    const since = unknown.get(name);
    if (since !== undefined && now - since < UNKNOWN_FOR) return [];
    forced = forced.filter((moment) => now - moment < FORCED_EVERY * FORCED_BUCKET);
    if (fetching === undefined && forced.length >= FORCED_BUCKET) return [];
    if (fetching === undefined) forced.push(now);
    const found = matching(await fetchSet(), query);
    if (found.length === 0) {
      if (unknown.size >= MAX_UNKNOWN) unknown.delete(unknown.keys().next().value as string);
      unknown.set(name, now);
    } else unknown.delete(name);
    return found;
  }

  function importKey(jwk: JWK, alg: string): Promise<CryptoKey> {
    const byAlg = imported.get(jwk) ?? new Map<string, Promise<CryptoKey>>();
    imported.set(jwk, byAlg);
    const key = byAlg.get(alg) ?? (importJWK(jwk, alg) as Promise<CryptoKey>);
    byAlg.set(alg, key);
    return key;
  }

  return {
    async find(query) {
      const first = matching(await current(), query);
      const found = first.length > 0 ? first : await lookAgain(query);
      const loaded = await Promise.allSettled(found.map((jwk) => importKey(jwk, query.alg)));
      return loaded.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    },
  };
}

const kinds: readonly (readonly [RegExp, string, string | undefined])[] = [
  [/^[RP]S(256|384|512)$/, "RSA", undefined],
  [/^ES256$/, "EC", "P-256"],
  [/^ES384$/, "EC", "P-384"],
  [/^ES512$/, "EC", "P-521"],
  [/^Ed25519$/, "OKP", "Ed25519"],
];

/** By kid, key type, curve and algorithm (KEY-5). Without a kid every key of the type is a candidate. */
function matching({ keys }: KeySet, { kid, alg }: KeyQuery): readonly JWK[] {
  const kind = kinds.find(([pattern]) => pattern.test(alg));
  if (kind === undefined) return [];
  return keys.filter(
    (key) =>
      (kid === undefined || key.kid === kid) &&
      key.kty === kind[1] &&
      (kind[2] === undefined || key.crv === kind[2]) &&
      (key.alg === undefined || key.alg === alg),
  );
}

function unusable(key: unknown): string | undefined {
  if (typeof key !== "object" || key === null) return "not a key";
  const { kty, use, n, d } = key as Record<string, unknown>;
  if (kty === "oct") return "it is symmetric";
  if (d !== undefined) return "it is private";
  if (use !== undefined && use !== "sig") return "it is not for signatures";
  if (kty === "RSA" && (typeof n !== "string" || modulusBits(n) < MIN_RSA_BITS))
    return `its modulus is under ${MIN_RSA_BITS} bits`;
  return undefined;
}

function modulusBits(n: string): number {
  const bytes = Buffer.from(n, "base64url");
  const start = bytes.findIndex((byte) => byte !== 0);
  return start < 0 ? 0 : (bytes.length - start) * 8 - Math.clz32(bytes[start] ?? 0) + 24;
}

function freshness(cacheControl: string | null): number {
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d+)/i.exec(cacheControl ?? "")?.[1];
  if (maxAge === undefined) return DEFAULT_FRESH;
  return Math.min(Math.max(Number(maxAge) * 1000, MIN_FRESH), MAX_FRESH);
}
