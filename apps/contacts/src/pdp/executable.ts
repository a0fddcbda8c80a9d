import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { StartError } from "../start-error.js";

/** The Cerbos program that npm installed for this machine. */
export interface Executable {
  readonly path: string;
  readonly version: string;
}

/**
 * Finds Cerbos the way the package `cerbos` does: as the one file of a package for this operating system and processor.
 * @throws StartError where Cerbos has no such package, or npm left it out.
 */
export function cerbosExecutable(platform: string = process.platform, arch: string = process.arch): Executable {
  const name = `@cerbos/cerbos-${platform}-${arch}`;
  const require = createRequire(import.meta.url);
  try {
    const path = createRequire(require.resolve("cerbos/package.json")).resolve(name);
    const { version }: { version: string } = JSON.parse(readFileSync(join(dirname(path), "package.json"), "utf8"));
    return { path, version };
  } catch {
    throw new StartError(
      `There is no Cerbos program for this machine (package ${name}). Run a Cerbos PDP elsewhere with the policies of ` +
        "apps/contacts/policies, for example in a container, and set CERBOS_HOSTNAME to its address.",
    );
  }
}
