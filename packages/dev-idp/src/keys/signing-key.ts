import { createHash, generateKeyPair } from "node:crypto";
import { promisify } from "node:util";

/** A private RSA key for RS256, as a JWK. */
export interface SigningKey {
  readonly kty: "RSA";
  readonly use: "sig";
  readonly alg: "RS256";
  readonly kid: string;
  readonly n: string;
  readonly e: string;
  readonly d: string;
  readonly p: string;
  readonly q: string;
  readonly dp: string;
  readonly dq: string;
  readonly qi: string;
}

/** The numbers of an RSA key, base64url. */
export type RsaNumbers = Pick<SigningKey, "n" | "e" | "d" | "p" | "q" | "dp" | "dq" | "qi">;

const numbers = ["n", "e", "d", "p", "q", "dp", "dq", "qi"] as const;

/** A new random 2048-bit key. */
export async function newSigningKey(): Promise<SigningKey> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  return signingKey(privateKey.export({ format: "jwk" }) as RsaNumbers);
}

/** Makes a signing key of RSA numbers; the `kid` is the key's RFC 7638 thumbprint, so equal keys have equal names. */
export function signingKey(rsa: RsaNumbers): SigningKey {
  const thumbprint = createHash("sha256")
    .update(JSON.stringify({ e: rsa.e, kty: "RSA", n: rsa.n }))
    .digest("base64url");
  const { n, e, d, p, q, dp, dq, qi } = rsa;
  return { kty: "RSA", use: "sig", alg: "RS256", kid: thumbprint, n, e, d, p, q, dp, dq, qi };
}

/** True when `value` has the form of a stored signing key. */
export function isSigningKey(value: unknown): value is SigningKey {
  if (typeof value !== "object" || value === null) return false;
  const key = value as Readonly<Record<string, unknown>>;
  return [...numbers, "kid" as const].every((name) => typeof key[name] === "string" && key[name] !== "");
}
