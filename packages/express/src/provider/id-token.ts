import { createHash, timingSafeEqual } from "node:crypto";
import { compactVerify, decodeProtectedHeader } from "jose";
import { badIdToken } from "../errors.js";
import type { IdTokenAlg } from "../options.js";
import type { Settings } from "../settings.js";
import { isShallow } from "./json.js";
import type { Keys } from "./keys.js";
import type { ProviderMetadata } from "./metadata.js";

/** The verified claims of an ID token, as the provider wrote them. */
export interface IdTokenClaims {
  readonly sub: string;
  readonly iat: number;
  readonly exp: number;
  readonly [name: string]: unknown;
}

export interface IdTokenContext {
  /** Seconds since the epoch when the sign-in began: an older token answers another question. */
  readonly startedAt: number;
  readonly accessToken: string;
}

const MAX_TOKEN = 64 * 1024;
const MAX_LIFETIME = 30 * 24 * 3600;
const MAX_AGE_BEFORE_START = 300;

/** The algorithms both sides accept: the configured ones the provider says it uses (IDT-2). */
export function acceptedAlgs(
  settings: Pick<Settings, "idTokenAlgs">,
  metadata: ProviderMetadata,
): readonly IdTokenAlg[] {
  const advertised = metadata.id_token_signing_alg_values_supported;
  return Array.isArray(advertised)
    ? settings.idTokenAlgs.filter((alg) => advertised.includes(alg))
    : settings.idTokenAlgs;
}

/**
 * What openid-client leaves to its caller (sign-in.md section 3 and IDT-1 to IDT-8): the signature, and the claims that it takes
 * as they come. It has checked iss, aud, nonce, nbf, the presence of exp and iat, and max_age before.
 */
export async function verifiedIdToken(
  token: string,
  context: IdTokenContext,
  settings: Pick<Settings, "idTokenAlgs" | "clientId" | "clockTolerance" | "clock">,
  metadata: ProviderMetadata,
  keys: Keys,
): Promise<IdTokenClaims> {
  if (token.length > MAX_TOKEN) throw badIdToken("malformed", "over 64 KiB");
  const { alg, kid } = checkedHeader(token, acceptedAlgs(settings, metadata));
  const claims = await verifiedPayload(token, alg, kid, keys);

  const now = Math.floor(settings.clock() / 1000);
  const { sub, iat, exp, azp } = claims;
  if (typeof sub !== "string" || sub.length < 1 || sub.length > 255 || hasControlCharacter(sub))
    throw badIdToken("sub");
  if (azp !== undefined && azp !== settings.clientId) throw badIdToken("azp");
  if (typeof iat !== "number" || iat < context.startedAt - MAX_AGE_BEFORE_START || iat > now + settings.clockTolerance)
    throw badIdToken("iat");
  if (typeof exp !== "number" || exp <= now - settings.clockTolerance || exp - iat > MAX_LIFETIME)
    throw badIdToken("exp");
  checkAtHash(claims.at_hash, alg, context.accessToken);
  return claims as IdTokenClaims;
}

function checkedHeader(token: string, algs: readonly IdTokenAlg[]) {
  let header: ReturnType<typeof decodeProtectedHeader>;
  try {
    header = decodeProtectedHeader(token);
  } catch {
    throw badIdToken("malformed");
  }
  const { alg, kid, typ } = header;
  if (typ !== undefined && (typeof typ !== "string" || typ.toUpperCase() !== "JWT")) throw badIdToken("typ");
  if (typeof alg !== "string" || !(algs as readonly string[]).includes(alg)) throw badIdToken("alg");
  if (kid !== undefined && typeof kid !== "string") throw badIdToken("kid");
  return { alg, kid };
}

/** Verifies with the one key that fits; without a kid there must be only one. Keys inside the token are never used. */
async function verifiedPayload(
  token: string,
  alg: string,
  kid: string | undefined,
  keys: Keys,
): Promise<Record<string, unknown>> {
  const [key, ...others] = await keys.find({ kid, alg });
  if (key === undefined || others.length > 0) throw badIdToken("kid");
  let payload: Uint8Array;
  try {
    ({ payload } = await compactVerify(token, key, { algorithms: [alg] }));
  } catch {
    throw badIdToken("signature");
  }
  const claims = parsed(payload);
  if (claims === undefined || !isShallow(claims)) throw badIdToken("malformed");
  return claims;
}

function parsed(payload: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** The left half of the hash of the access token, with the algorithm's hash (OpenID Connect Core 3.1.3.6). */
function checkAtHash(atHash: unknown, alg: string, accessToken: string): void {
  if (atHash === undefined) return;
  if (typeof atHash !== "string") throw badIdToken("at_hash");
  const name = alg === "Ed25519" ? "sha512" : `sha${alg.slice(-3)}`;
  const digest = createHash(name).update(accessToken).digest();
  const expected = Buffer.from(digest.subarray(0, digest.length / 2).toString("base64url"));
  const found = Buffer.from(atHash);
  if (expected.length !== found.length || !timingSafeEqual(expected, found)) throw badIdToken("at_hash");
}

const hasControlCharacter = (text: string) =>
  [...text].some((character) => character <= "\u001f" || character === "\u007f");
