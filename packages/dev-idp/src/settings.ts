import { fileVersion, readConfigFile } from "./config-file.js";
import { throwProblems } from "./errors.js";
import { checkSwitches, defaultSwitches, type Switches } from "./switches.js";
import { type Directory, directory } from "./users/directory.js";
import type { DevUserInput } from "./users/user.js";

/** What can change while the provider runs: users and switches. Every read is the newest state. */
export interface Settings {
  users(): Directory;
  switches(): Switches;
  /** @throws DevIdpError `ERR_OPTIONS` when a switch is unknown or has a wrong value; then nothing changes */
  set(changes: Partial<Switches>): void;
}

/**
 * Users and switches from the options and a configuration file. The file is looked at whenever somebody asks and read
 * again when it was saved, so there is nothing to watch and nothing to stop. A file with mistakes changes nothing: the
 * last good state stays and the log says why.
 * @throws DevIdpError `ERR_OPTIONS` when the first read has problems
 */
export function settings(sources: {
  readonly users: readonly DevUserInput[];
  readonly switches: Partial<Switches>;
  readonly configFile: string | undefined;
  readonly log: (line: string) => void;
}): Settings {
  const { configFile, log } = sources;
  let chosen = sources.switches;
  let version = configFile === undefined ? undefined : fileVersion(configFile);
  const first: string[] = [];
  let state = read(first);
  throwProblems("The users of the development identity provider are not usable", first);

  function read(problems: string[]): { users: Directory; fromFile: Partial<Switches> } {
    const file = configFile === undefined ? { users: [], switches: {} } : readConfigFile(configFile, problems);
    const lists = [
      { place: "users", users: sources.users },
      { place: configFile ?? "file", users: file.users },
    ];
    return {
      users: directory(lists, problems),
      fromFile: checkSwitches(file.switches, `${configFile ?? "file"}: switches`, problems),
    };
  }

  function refresh(): void {
    if (configFile === undefined) return;
    const now = fileVersion(configFile);
    if (now === version || now === undefined) return;
    version = now;
    const problems: string[] = [];
    const next = read(problems);
    if (problems.length === 0) {
      state = next;
      log(`read ${configFile} again: ${next.users.all.length} users`);
    } else for (const problem of problems) log(`kept the old users and switches: ${problem}`);
  }

  return {
    users() {
      refresh();
      return state.users;
    },
    switches() {
      refresh();
      return { ...defaultSwitches, ...state.fromFile, ...chosen };
    },
    set(changes) {
      const problems: string[] = [];
      const good = checkSwitches(changes, "switches", problems);
      throwProblems("The switches were not changed", problems);
      chosen = { ...chosen, ...good };
    },
  };
}
