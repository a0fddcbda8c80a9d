import type { Config } from "../config.js";
import type { OpenDatabase } from "./database.js";
import { openPostgres } from "./postgres.js";

/**
 * Opens what the configuration names and brings it to the latest migration.
 * @throws StartError when it cannot be reached, or is in use by another process.
 */
export async function openDatabase(config: Config["database"], onError: (error: Error) => void): Promise<OpenDatabase> {
  switch (config.kind) {
    case "postgres":
      return openPostgres(config.url, onError);
    case "pglite":
      // Not loaded where a server is in use.
      return (await import("./pglite.js")).openPglite(config.directory);
  }
}
