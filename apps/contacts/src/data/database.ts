import { sql } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type { Config } from "../config.js";
import { openPglite } from "./pglite.js";
import { openPostgres } from "./postgres.js";

/** Drizzle over Postgres: a server's, or PGlite's inside this process. */
export type Database = PgDatabase<PgQueryResultHKT>;

/** A database that is migrated and ready for queries. */
export interface OpenDatabase {
  readonly database: Database;
  /** For people: what it is and where. Without a password. */
  readonly description: string;
  close(): Promise<void>;
}

/**
 * Opens what the configuration names and brings it to the latest migration.
 * @throws StartError when it cannot be reached, or is in use by another process.
 */
export function openDatabase(config: Config["database"], onError: (error: Error) => void): Promise<OpenDatabase> {
  switch (config.kind) {
    case "postgres":
      return openPostgres(config.url, onError);
    case "pglite":
      return openPglite(config.directory);
  }
}

/** Resolves when the database answers. */
export async function ping(database: Database): Promise<void> {
  await database.execute(sql`select 1`);
}
