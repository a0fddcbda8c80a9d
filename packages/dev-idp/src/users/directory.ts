import { defaultUserInputs } from "./default-users.js";
import { type DevUser, type DevUserInput, devUser, userInput } from "./user.js";

/** The users of one moment, frozen. */
export interface Directory {
  readonly all: readonly DevUser[];
  bySub(sub: string): DevUser | undefined;
  /** By login, by the login's part before the `@` when only one user has it, or by sub; case does not matter. */
  find(who: string): DevUser | undefined;
}

/**
 * Builds a directory: the default users, then each of `sources` on top. A user whose login is there already changes
 * only the members it names; another login is a new user.
 * @param problems gets a line for each user that cannot be taken
 */
export function directory(
  sources: readonly { readonly place: string; readonly users: readonly unknown[] }[],
  problems: string[],
): Directory {
  const byLogin = new Map<string, DevUserInput>();
  for (const user of defaultUserInputs) byLogin.set(user.login, user);
  for (const { place, users } of sources) {
    users.forEach((written, index) => {
      const input = userInput(written, `${place}[${index}]`, problems);
      if (!input) return;
      const key = input.login.toLowerCase();
      byLogin.set(key, { ...byLogin.get(key), ...input });
    });
  }
  return indexed([...byLogin.values()].map(devUser), problems);
}

function indexed(users: readonly DevUser[], problems: string[]): Directory {
  const all = Object.freeze([...users]);
  const subs = new Map<string, DevUser>();
  const names = new Map<string, DevUser>();
  const shortNames = new Map<string, DevUser | undefined>();
  for (const user of all) {
    const other = subs.get(user.sub);
    if (other) problems.push(`users ${other.login} and ${user.login} have the same sub ${user.sub}`);
    subs.set(user.sub, user);
    names.set(user.login.toLowerCase(), user);
    const short = user.login.toLowerCase().split("@", 1)[0] ?? "";
    shortNames.set(short, shortNames.has(short) ? undefined : user);
  }
  return {
    all,
    bySub: (sub) => subs.get(sub),
    find(who) {
      const name = who.trim().toLowerCase();
      return subs.get(who.trim()) ?? names.get(name) ?? shortNames.get(name);
    },
  };
}
