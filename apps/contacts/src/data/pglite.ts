import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
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
      description: `PGlite in ${relative(process.cwd(), directory)}`,
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

/** Makes the files aside and moves them into place, so that a start that is cut short leaves nothing half-made. */
async function createWhole(directory: string): Promise<void> {
  const fresh = `${directory}.new`;
  rmSync(fresh, { recursive: true, force: true });
  // PGlite writes files that everybody may read; the directory keeps others out.
  mkdirSync(fresh, { mode: 0o700 });
  await createCluster(fresh);
  renameSync(fresh, directory);
}
