import { createHash, randomBytes } from "node:crypto";
import { readKeys, type StoredKeys, writeKeys } from "./key-file.js";
import { seededKey } from "./seeded-key.js";
import { newSigningKey, type SigningKey } from "./signing-key.js";

/** The signing and standby key, and as many old ones: enough to verify every token and logout hint in use. */
const mostKeys = 5;

/** The keys of one provider. */
export interface KeyRing {
  /** The first key signs, the second is published ahead of its time (OKT-5), the others signed before. */
  signing(): readonly SigningKey[];
  readonly cookies: readonly string[];
  /**
   * Lets the standby key sign, at once, and makes a new standby key. `changed` is called after each of the two steps.
   * Resolves when the new keys are stored. A second call waits for the first.
   */
  rotate(changed: () => void): Promise<void>;
}

/**
 * Keys from `dataDir` (made and stored when missing), from a seed, or new ones that die with the process (DEV-9).
 * @throws DevIdpError `ERR_KEY_FILE` when `dataDir` has keys that cannot be used
 */
export async function keyRing(source: { dataDir: string | undefined; seed: string | undefined }): Promise<KeyRing> {
  const { dataDir, seed } = source;
  let made = 0;
  const newKey = async () => (seed === undefined ? newSigningKey() : seededKey(`${seed}/key/${made++}`));

  const stored = dataDir === undefined ? undefined : await readKeys(dataDir);
  const keys: StoredKeys = stored ?? { signing: await Promise.all([newKey(), newKey()]), cookies: [cookieKey(seed)] };
  const store = async () => {
    if (dataDir !== undefined) await writeKeys(dataDir, { signing, cookies: keys.cookies });
  };
  let signing = keys.signing;
  if (!stored) await store();

  let running: Promise<void> | undefined;
  async function turn(changed: () => void): Promise<void> {
    const [active, standby, ...old] = signing;
    if (active && standby) signing = [standby, active, ...old];
    changed();
    const [first, ...rest] = signing;
    const next = await newKey();
    signing = [...(first ? [first] : []), next, ...rest].slice(0, mostKeys);
    changed();
    await store();
  }

  return {
    signing: () => signing,
    cookies: keys.cookies,
    rotate(changed) {
      const turned = running ? running.then(() => turn(changed)) : turn(changed);
      const settled = turned
        .catch(() => {})
        .finally(() => {
          if (running === settled) running = undefined;
        });
      running = settled;
      return turned;
    },
  };
}

function cookieKey(seed: string | undefined): string {
  if (seed === undefined) return randomBytes(32).toString("base64url");
  return createHash("sha256").update(`${seed}/cookies`).digest("base64url");
}
