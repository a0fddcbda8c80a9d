import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { packageRoot } from "../package-root.js";
import type { OpenDatabase } from "./database.js";
import { lockDirectory } from "./directory-lock.js";

/**
 * Postgres inside this process, its files in `directory`; migrated. One process at a time: PGlite itself does not look.
 * @throws StartError when another process has the directory.
 */
export async function openPglite(directory: string): Promise<OpenDatabase> {
  mkdirSync(dirname(directory), { recursive: true, mode: 0o700 });
  const unlock = lockDirectory(directory);
  try {
    const client = await unspoilt(directory, async () => {
      // PGlite writes files that everybody may read; the directory keeps others out.
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      const opened = await PGlite.create({ dataDir: directory, initDbStartParams: ["--no-sync"] });
      await migrate(drizzle(opened), { migrationsFolder: join(packageRoot, "migrations") });
      return opened;
    });
    return {
      database: drizzle(client),
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

/**
 * Runs the first start of a directory so that it happens wholly or not at all: when it was cut short (the process was
 * killed), the next start finds the mark, throws the torso away and begins anew. Nobody's contacts were in it yet.
 */
async function unspoilt<T>(directory: string, start: () => Promise<T>): Promise<T> {
  const mark = `${directory}.unfinished`;
  if (existsSync(mark)) rmSync(directory, { recursive: true, force: true });
  if (existsSync(directory)) return start();
  writeFileSync(mark, "");
  const started = await start();
  rmSync(mark);
  return started;
}
