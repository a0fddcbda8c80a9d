import { checkPrimeSync, createCipheriv, createHash } from "node:crypto";
import { type SigningKey, signingKey } from "./signing-key.js";

const exponent = 65537n;

/**
 * The 2048-bit RSA key that belongs to a seed: the same seed gives the same key on every machine (DEV-9). Anybody who
 * knows the seed has the key, so this is for snapshots in tests and nothing else.
 */
export function seededKey(seed: string): SigningKey {
  const bytes = seededBytes(seed);
  const p = seededPrime(bytes);
  let q = seededPrime(bytes);
  while (q === p) q = seededPrime(bytes);
  const d = inverse(exponent, (p - 1n) * (q - 1n));
  return signingKey({
    n: base64url(p * q),
    e: base64url(exponent),
    d: base64url(d),
    p: base64url(p),
    q: base64url(q),
    dp: base64url(d % (p - 1n)),
    dq: base64url(d % (q - 1n)),
    qi: base64url(inverse(q, p)),
  });
}

/** An endless stream of bytes that depends on the seed alone: the key stream of AES in counter mode. */
function seededBytes(seed: string): (count: number) => Buffer {
  const key = createHash("sha256").update(seed).digest();
  const stream = createCipheriv("aes-256-ctr", key, Buffer.alloc(16));
  return (count) => stream.update(Buffer.alloc(count));
}

/** A 1024-bit prime whose two highest bits are set, so that two of them make 2048 bits. */
function seededPrime(bytes: (count: number) => Buffer): bigint {
  for (;;) {
    const candidate = bytes(128);
    candidate[0] = (candidate[0] ?? 0) | 0xc0;
    candidate[127] = (candidate[127] ?? 0) | 1;
    const prime = BigInt(`0x${candidate.toString("hex")}`);
    if (prime % exponent !== 1n && checkPrimeSync(candidate)) return prime;
  }
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [previous, current] = [value % modulus, modulus];
  let [coefficient, next] = [1n, 0n];
  while (current !== 0n) {
    const quotient = previous / current;
    [previous, current] = [current, previous - quotient * current];
    [coefficient, next] = [next, coefficient - quotient * next];
  }
  return ((coefficient % modulus) + modulus) % modulus;
}

function base64url(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex").toString("base64url");
}
