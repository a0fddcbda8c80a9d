#!/usr/bin/env node
import { run } from "./run.js";

const exit = await run(process.argv.slice(2), {
  print: (line) => console.log(line),
  complain: (line) => console.error(line),
  stopped: new Promise((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  }),
});
process.exitCode = exit;
