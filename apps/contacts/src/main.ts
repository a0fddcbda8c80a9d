import { config as readDotenv } from "dotenv";
import { readConfig } from "./config.js";
import { type RunningApp, start } from "./start.js";
import { StartError } from "./start-error.js";

// The program: reads .env of the working directory (variables that are set already win), starts the app, prints three lines,
// and stops in order at Ctrl-C or SIGTERM.

const STOP_WITHIN = 3_000;
/** npm passes on a Ctrl-C that the terminal has sent already: two signals this close together are one. */
const SAME_KEYSTROKE = 500;

let app: RunningApp | undefined;
let stoppingSince: number | undefined;

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, async () => {
    if (stoppingSince !== undefined && Date.now() - stoppingSince < SAME_KEYSTROKE) return;
    // A second one, or one during the start, ends the process here and now. Nothing outlives it: see pdp/guard.ts.
    if (stoppingSince !== undefined || app === undefined) process.exit(130);
    stoppingSince = Date.now();
    setTimeout(() => process.exit(1), STOP_WITHIN);
    await app.stop();
    process.exit(0);
  });
}

try {
  readDotenv({ quiet: true });
  app = await start(readConfig(process.env));
  for (const line of app.lines) console.log(line);
} catch (error) {
  console.error(isExpected(error) ? error.message : error);
  process.exit(1);
}

/** What a person can mend: the configuration, or something about the machine such as a folder that may not be written. */
function isExpected(error: unknown): error is Error {
  return error instanceof StartError || (error instanceof Error && "syscall" in error);
}
