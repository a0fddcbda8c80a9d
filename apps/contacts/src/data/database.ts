import { sql } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";

/** Drizzle over Postgres: a server's, or PGlite's inside this process. */
export type Database = PgDatabase<PgQueryResultHKT>;

/** A database that is migrated and ready for queries. */
export interface OpenDatabase {
  readonly database: Database;
  /** For people: what it is and where. Without a password. */
  readonly description: string;
  close(): Promise<void>;
}

/** Resolves when the database answers. */
export async function ping(database: Database): Promise<void> {
  await database.execute(sql`select 1`);
}
