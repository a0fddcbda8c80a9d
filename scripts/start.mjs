// `npm start`: builds what changed, then runs the contacts app in this very process, so that Ctrl-C reaches it.
import { build } from "./build.mjs";

try {
  build();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await import("../apps/contacts/dist/server/main.js");
