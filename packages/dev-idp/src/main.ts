#!/usr/bin/env node
import { type Command, commandLine, help } from "./command-line.js";
import { createDevIdp, DevIdpError } from "./index.js";

/** Exit codes: 0 stopped by a signal or help was asked for, 1 could not start, 2 wrong use. */
async function main(): Promise<void> {
  const parsed = readArguments();
  if (parsed.help) return console.log(help);
  const idp = createDevIdp({ ...parsed.options, log: (line) => console.log(line) });
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    idp.close().then(() => process.exit(0));
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  await idp.listen();
  const users = idp.users.map(({ login, groups, assigned }) => {
    const named = groups.length > 5 ? `${groups.length} groups` : groups.join(", ") || "no groups";
    return `${login} (${named}${assigned ? "" : "; not assigned to the app"})`;
  });
  console.log(`users: ${users.join(", ")}`);
  console.log("Development only. Stop with Ctrl-C.");
}

function readArguments(): Command {
  try {
    return commandLine(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    console.error("Try: gatehouse-dev-idp --help");
    process.exit(2);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof DevIdpError ? error.message : error);
  process.exit(1);
});
