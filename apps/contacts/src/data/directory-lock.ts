import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { StartError } from "../start-error.js";

/**
 * Claims a directory for this process with a file beside it that names the process. The claim of a process that is gone is
 * taken over.
 * @returns gives the directory free; may be called twice.
 * @throws StartError when another process has it.
 */
export function lockDirectory(directory: string): () => void {
  const file = `${directory}.lock`;
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid) }), { mode: 0o600 });
  try {
    while (!claim(draft, file)) {
      const holder = readHolder(file);
      if (holder !== undefined && isAlive(holder)) {
        throw new StartError(
          `Process ${holder.pid} already keeps its contacts in ${directory}. Stop it, or give this one another DATA_DIR.`,
        );
      }
      discard(file, `${draft}.stale`);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return () => {
    if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
  };
}

interface Holder {
  readonly pid: number;
  /** Tells a process from a later one with the same id; `null` where the system does not say. */
  readonly startedAt: string | null;
}

/** Links a whole file into place, or fails because there is one: nobody ever reads half a claim. */
function claim(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Moves a stale claim aside; when somebody else was faster and it is a fresh one by now, that one goes back. */
function discard(file: string, aside: string): void {
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  const holder = readHolder(aside);
  if (holder !== undefined && isAlive(holder)) claim(aside, file);
  rmSync(aside, { force: true });
}

function readHolder(file: string): Holder | undefined {
  try {
    const holder: Holder = JSON.parse(readFileSync(file, "utf8"));
    return typeof holder.pid === "number" ? holder : undefined;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, startedAt }: Holder): boolean {
  if (pid === process.pid) return startedAt === startOf(pid) && startedAt !== null;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return startedAt === null || startedAt === startOf(pid);
}

/** When a process started, in the kernel's ticks since boot; field 22 of Linux's stat, counted behind the name in brackets. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}
