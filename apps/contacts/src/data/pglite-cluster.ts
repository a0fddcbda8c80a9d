import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { packageRoot } from "../package-root.js";

// A new database cluster takes PGlite four seconds to make, and they are all alike. So the build makes one, and the first
// start with a new DATA_DIR copies it.

/** Where the build leaves the empty cluster; another version of PGlite makes its own. */
export const clusterTemplate: string = join(packageRoot, "dist", `pglite-${pgliteVersion()}`);

/** Fills an empty directory with the files of a new cluster: copied when the build left one, else made. */
export async function createCluster(directory: string): Promise<void> {
  if (existsSync(clusterTemplate)) cpSync(clusterTemplate, directory, { recursive: true });
  else await initialise(directory);
}

/** Makes the template unless it is there; whole or not at all. */
export async function buildClusterTemplate(): Promise<void> {
  if (existsSync(clusterTemplate)) return;
  const fresh = `${clusterTemplate}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  try {
    await initialise(fresh);
    renameSync(fresh, clusterTemplate);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

async function initialise(directory: string): Promise<void> {
  const client = await PGlite.create({ dataDir: directory, initDbStartParams: ["--no-sync"] });
  await client.close();
}

/** As this package pins it. */
function pgliteVersion(): string {
  const { dependencies }: { dependencies: { "@electric-sql/pglite": string } } = JSON.parse(
    readFileSync(join(packageRoot, "package.json"), "utf8"),
  );
  return dependencies["@electric-sql/pglite"];
}
