import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { packageRoot } from "../package-root.js";
import type { OpenDatabase } from "./database.js";
import { lockDirectory } from "./directory-lock.js";
import { createCluster } from "./pglite-cluster.js";

/**
 * Postgres inside this process, its files in `directory`; migrated. One process at a time: PGlite itself does not look.
 * @throws StartError when another process has the directory.
 */
export async function openPglite(directory: string): Promise<OpenDatabase> {
  mkdirSync(dirname(directory), { recursive: true, mode: 0o700 });
  const unlock = lockDirectory(directory);
  try {
    if (!existsSync(directory)) await createWhole(directory);
    const client = await PGlite.create({ dataDir: directory });
    const database = drizzle(client);
    await migrate(database, { migrationsFolder: join(packageRoot, "migrations") });
    return {
      database,
      description: `PGlite in ${shortest(directory)}`,
      async close() {
        await client.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** As people would write the path: from where they are, unless that leads upwards. */
function shortest(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith("..") ? path : fromHere;
}

/**
 * Makes the files aside and moves them into place, so that a start that is cut short leaves nothing half-made. What it does
 * leave, perhaps with the maker still at work, the next start throws away.
 */
async function createWhole(directory: string): Promise<void> {
  const aside = `${directory}.new-`;
  for (const name of readdirSync(dirname(aside)).filter((name) => name.startsWith(basename(aside)))) {
    rmSync(join(dirname(aside), name), { recursive: true, force: true, maxRetries: 5 });
  }
  // PGlite writes files that everybody may read; this directory keeps others out.
  const fresh = mkdtempSync(aside);
  await createCluster(fresh);
  renameSync(fresh, directory);
}
