import { spawnSync } from "node:child_process";

/** The processes below one, that one not included, whatever their process group. */
export function descendants(of: number): number[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const pairs = stdout.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    pairs.flatMap(([pid, ppid]) => (pid !== undefined && ppid === parent ? [pid, ...below(pid)] : []));
  return below(of);
}

/** Which of the processes still run; one that has ended and that nobody has asked about is gone, too. */
export function stillRunning(pids: readonly number[]): number[] {
  return pids.filter((pid) => {
    const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", `${pid}`], { encoding: "utf8" });
    return stdout.trim() !== "" && !stdout.trim().startsWith("Z");
  });
}
