import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageRoot } from "../package-root.js";

// A new database cluster takes PGlite four seconds and hundreds of megabytes to make, and they are all alike. So the build
// makes one, in a process of its own, and the first start with a new DATA_DIR copies it.

const run = promisify(execFile);

/** Where the build leaves a new cluster; another version of PGlite makes its own. */
const template = join(packageRoot, "dist", `pglite-${pgliteVersion()}`);

/** Fills an empty directory with the files of a new cluster: copied when the build left one, else made. */
export async function createCluster(directory: string): Promise<void> {
  if (existsSync(template)) cpSync(template, directory, { recursive: true });
  else await make(directory);
}

/** Makes the cluster that is copied, unless it is there; whole or not at all. */
export async function makeTemplate(): Promise<void> {
  if (existsSync(template)) return;
  const fresh = `${template}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  try {
    await make(fresh);
    if (!existsSync(template)) renameSync(fresh, template);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

async function make(directory: string): Promise<void> {
  await run(process.execPath, [join(packageRoot, "dist/server/data/make-cluster.js"), directory]);
}

/** As this package pins it. */
function pgliteVersion(): string {
  const { dependencies }: { dependencies: { "@electric-sql/pglite": string } } = JSON.parse(
    readFileSync(join(packageRoot, "package.json"), "utf8"),
  );
  return dependencies["@electric-sql/pglite"];
}
