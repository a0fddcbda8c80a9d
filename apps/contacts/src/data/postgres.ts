import { join } from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { packageRoot } from "../package-root.js";
import { StartError } from "../start-error.js";
import type { OpenDatabase } from "./database.js";

/** Any number will do, as long as every instance of the app takes the same. */
const MIGRATION_LOCK = 5_318_008_020;
const CONNECT_TIMEOUT = 5_000;

/**
 * A pool of connections to a Postgres server, migrated.
 * @param onError told when an idle connection breaks; the pool replaces it by itself.
 */
export async function openPostgres(url: string, onError: (error: Error) => void): Promise<OpenDatabase> {
  try {
    await migrateAlone(url);
  } catch (error) {
    throw new StartError(`The database of DATABASE_URL cannot be used: ${reason(error)}`);
  }
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "contacts",
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    statement_timeout: 10_000,
    idle_in_transaction_session_timeout: 15_000,
  });
  pool.on("error", onError);
  return { database: drizzle(pool), description: `Postgres at ${withoutSecrets(url)}`, close: () => pool.end() };
}

/** Instances that start together migrate one after the other; the second finds nothing left to do. */
async function migrateAlone(url: string): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "contacts migrations",
    connectionTimeoutMillis: CONNECT_TIMEOUT,
  });
  client.on("error", () => {}); // The query under way rejects as well, and says why.
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await migrate(drizzle(client), { migrationsFolder: join(packageRoot, "migrations") });
  } finally {
    await client.end(); // Gives the lock back.
  }
}

function withoutSecrets(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

/** The messages of a connection error: one that tried several addresses has them inside. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join("; ");
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : reason(error.cause);
}
