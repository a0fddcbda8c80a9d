// Builds every package and the contacts page: `npm run build`. Quick when nothing changed.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Runs a JavaScript program with this Node; its output only when it fails. */
function run(what, script, args, cwd = root) {
  const result = spawnSync(process.execPath, [join(root, script), ...args], { cwd, encoding: "utf8" });
  if (result.status !== 0) throw new Error(`${what} failed:\n${result.stdout}${result.stderr}`);
}

/** The newest modification time below the given files and folders, in milliseconds. */
function newest(...paths) {
  return Math.max(
    ...paths.map((path) => {
      const stat = statSync(path);
      if (!stat.isDirectory()) return stat.mtimeMs;
      return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
    }),
  );
}

export function build() {
  run("The TypeScript build", "node_modules/typescript/bin/tsc", ["-b", "tsconfig.json"]);
  const contacts = join(root, "apps/contacts");
  const page = join(contacts, "dist/web/index.html");
  if (!existsSync(page) || newest(join(contacts, "web"), join(contacts, "vite.config.js")) > statSync(page).mtimeMs)
    run("The page's build", "node_modules/vite/bin/vite.js", ["build", "--logLevel", "warn"], contacts);
  run("The preparation of the app's database", "apps/contacts/dist/server/build.js", []);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    build();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
