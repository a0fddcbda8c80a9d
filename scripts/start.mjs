// `npm start`: builds what changed, then runs the contacts app in this very process, so that Ctrl-C reaches it.
import { build } from "./build.mjs";

try {
  build();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

// npm passes signals on, and the `exec` in package.json makes us its child rather than a shell's (where there is no `exec`, the
// second half of that line runs). When npm is killed outright, our parent is another one from then on: we stop too.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, "SIGTERM");
}, 250).unref();

await import("../apps/contacts/dist/server/main.js");
