import { createHash, hkdfSync } from "node:crypto";
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from "jose";

/** What a sealed value is for; one purpose's value cannot be opened as another's (ENC-1). */
export type Purpose = "tx" | "session" | "idt" | "out" | "loop";

/** Why a value did not open; for the `cookie_rejected` event only. */
export type Rejection = "malformed" | "unknown_key" | "wrong_name" | "expired" | "decryption";

export type Opened<T> = { readonly value: T; readonly current: boolean } | { readonly rejected: Rejection };

/** Encrypts and authenticates small values for cookies: JWE compact, `dir` with A256GCM (ENC-1 to ENC-5). */
export interface Seals {
  /** `name` is bound into the value; `expires` is epoch seconds. */
  seal(purpose: Purpose, name: string, value: unknown, expires: number): Promise<string>;
  /** `current` is false when a key other than the first opened it, so that it should be sealed again. */
  open<T>(purpose: Purpose, name: string, sealed: string): Promise<Opened<T>>;
  /** Derives raw key material for another use from the first secret. */
  derive(purpose: "csrf"): Buffer;
}

interface Key {
  readonly kid: string;
  readonly bytes: Uint8Array;
}

/** @param secrets the first seals, all open. @param clock milliseconds. */
export function seals(secrets: readonly string[], clock: () => number): Seals {
  const keysOf = new Map<Purpose, readonly Key[]>();
  const keys = (purpose: Purpose): readonly Key[] => {
    let found = keysOf.get(purpose);
    if (found === undefined) {
      found = secrets.map((secret) => derivedKey(secret, purpose));
      keysOf.set(purpose, found);
    }
    return found;
  };

  return {
    async seal(purpose, name, value, expires) {
      const key = keys(purpose)[0] as Key;
      return await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(value)))
        .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: key.kid, cn: name, exp: Math.ceil(expires) })
        .encrypt(key.bytes);
    },

    async open<T>(purpose: Purpose, name: string, sealed: string): Promise<Opened<T>> {
      try {
        const header = decodeProtectedHeader(sealed) as { kid?: unknown; cn?: unknown; exp?: unknown };
        const index = keys(purpose).findIndex(({ kid }) => kid === header.kid);
        const key = keys(purpose)[index];
        if (key === undefined) return { rejected: "unknown_key" };
        const { plaintext } = await compactDecrypt(sealed, key.bytes, {
          keyManagementAlgorithms: ["dir"],
          contentEncryptionAlgorithms: ["A256GCM"],
        });
        // The header is authenticated by now.
        if (header.cn !== name) return { rejected: "wrong_name" };
        if (typeof header.exp !== "number" || header.exp * 1000 <= clock()) return { rejected: "expired" };
        return { value: JSON.parse(new TextDecoder().decode(plaintext)) as T, current: index === 0 };
      } catch {
        return { rejected: sealed.split(".").length === 5 ? "decryption" : "malformed" };
      }
    },

    derive: (purpose) => Buffer.from(hkdf(secrets[0] as string, purpose)),
  };
}

function derivedKey(secret: string, purpose: Purpose): Key {
  const bytes = new Uint8Array(hkdf(secret, purpose));
  return { bytes, kid: createHash("sha256").update("kid").update(bytes).digest("hex").slice(0, 8) };
}

const hkdf = (secret: string, purpose: string) =>
  hkdfSync("sha256", secret, "gatehouse", `gatehouse/${purpose}/v1`, 32);
