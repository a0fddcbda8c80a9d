import { chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DevIdpError } from "../errors.js";
import { isSigningKey, type SigningKey } from "./signing-key.js";

/** What is kept between starts: signing keys, the first one signs; and the keys of the cookie signatures. */
export interface StoredKeys {
  readonly signing: readonly SigningKey[];
  readonly cookies: readonly string[];
}

const fileName = "dev-idp-keys.json";

/**
 * Reads the keys of `dataDir`; undefined when there are none yet. A file that others could read is closed to them.
 * @throws DevIdpError `ERR_KEY_FILE` when the file is there but cannot be used
 */
export async function readKeys(dataDir: string): Promise<StoredKeys | undefined> {
  const path = join(dataDir, fileName);
  let text: string;
  try {
    text = await readFile(path, "utf8");
    await chmod(path, 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw unusable(path, "it cannot be read", error);
  }
  let content: Partial<StoredKeys>;
  try {
    content = JSON.parse(text) as Partial<StoredKeys>;
  } catch (error) {
    throw unusable(path, "it is not JSON", error);
  }
  const { signing, cookies } = content;
  if (!Array.isArray(signing) || signing.length < 2 || !signing.every(isSigningKey)) {
    throw unusable(path, "it does not hold the signing keys");
  }
  if (!Array.isArray(cookies) || cookies.length === 0 || !cookies.every((key) => typeof key === "string" && key)) {
    throw unusable(path, "it does not hold the cookie keys");
  }
  return { signing, cookies };
}

/** Writes the keys, readable by the owner only (DEV-9: 0600), in one step: a crash leaves the old file or the new one. */
export async function writeKeys(dataDir: string, keys: StoredKeys): Promise<void> {
  const path = join(dataDir, fileName);
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await writeFile(draft, `${JSON.stringify(keys, undefined, 2)}\n`, { mode: 0o600, flag: "w" });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw unusable(path, "it cannot be written", error);
  }
}

function unusable(path: string, why: string, cause?: unknown): DevIdpError {
  const hint = "Delete the file to start with new keys; sign-ins made before then end.";
  return new DevIdpError("ERR_KEY_FILE", `The keys in ${path} cannot be used: ${why}. ${hint}`, [], cause);
}
