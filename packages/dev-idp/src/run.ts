import { type Command, commandLine, help } from "./command-line.js";
import { createDevIdp, type DevIdp } from "./dev-idp.js";
import { DevIdpError } from "./errors.js";
import type { DevUser } from "./users/user.js";

/** The command's surroundings: where lines go, and the promise that ends it. */
export interface Surroundings {
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Settles when the command shall stop, for example on a signal. */
  readonly stopped: Promise<unknown>;
}

/**
 * The command `gatehouse-dev-idp`: prints the variables for an application, serves until it is stopped.
 * @returns the exit code: 0 stopped or help, 1 it could not start, 2 wrong use
 */
export async function run(args: readonly string[], { print, complain, stopped }: Surroundings): Promise<0 | 1 | 2> {
  let command: Command;
  try {
    command = commandLine(args);
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    complain("Try: gatehouse-dev-idp --help");
    return 2;
  }
  if (command.help) {
    print(help);
    return 0;
  }
  let idp: DevIdp;
  try {
    idp = createDevIdp({ ...command.options, log: print });
    await idp.listen();
  } catch (error) {
    if (!(error instanceof DevIdpError)) throw error;
    complain(error.message);
    return error.code === "ERR_OPTIONS" ? 2 : 1;
  }
  print(`users: ${idp.users.map(summary).join(", ")}`);
  print("Development only. Stop with Ctrl-C.");
  await stopped;
  await idp.close();
  return 0;
}

function summary({ login, groups, assigned }: DevUser): string {
  const named = groups.length > 5 ? `${groups.length} groups` : groups.join(", ") || "no groups";
  return `${login} (${named}${assigned ? "" : "; not assigned to the app"})`;
}
