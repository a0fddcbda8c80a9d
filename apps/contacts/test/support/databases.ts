import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Config } from "../../src/config.js";
import { makeTemplate } from "../../src/data/pglite-cluster.js";
import { type PostgresServer, postgresPrograms, startPostgres } from "./postgres-server.js";

/** An empty database, as the configuration names it. */
export interface TestDatabase {
  readonly config: Config["database"];
  /** The variables that give a process of its own this database. */
  readonly env: Readonly<Record<string, string>>;
  remove(): void;
}

/** One of the two kinds of databases that every test of the API runs against. */
export interface DatabaseKind {
  readonly name: string;
  create(): Promise<TestDatabase>;
  /** Stops what `create` started. */
  close(): Promise<void>;
}

/** PGlite and, where its programs are at hand, a real PostgreSQL. */
export function databaseKinds(): DatabaseKind[] {
  const programs = postgresPrograms();
  if ("folder" in programs) return [pglite, postgres(programs)];
  process.stderr.write(`Not tested against PostgreSQL: ${programs.missing}.\n`);
  return [pglite];
}

const pglite: DatabaseKind = {
  name: "PGlite",
  async create() {
    await makeTemplate();
    const folder = mkdtempSync(join(tmpdir(), "contacts-pglite-"));
    return {
      config: { kind: "pglite", directory: join(folder, "postgres") },
      env: { DATA_DIR: folder },
      remove: () => rmSync(folder, { recursive: true, force: true }),
    };
  },
  close: async () => {},
};

function postgres(programs: { readonly folder: string }): DatabaseKind {
  let server: Promise<PostgresServer> | undefined;
  return {
    name: "PostgreSQL",
    async create() {
      server ??= startPostgres(programs);
      const url = await (await server).createDatabase();
      return { config: { kind: "postgres", url }, env: { DATABASE_URL: url }, remove: () => {} };
    },
    close: async () => (await server)?.stop(),
  };
}
