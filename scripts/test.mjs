// `npm test`: the build, lint, types of the tests, import arrows, then every test; closes with one line of figures.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const report = join(root, ".test-output/vitest.json");
const node = (script, ...args) =>
  spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, stdio: "inherit" }).status === 0;

const checks = [
  ["build", () => node("scripts/build.mjs")],
  ["lint", () => node("node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", ".")],
  ["types of the tests", () => node("node_modules/typescript/bin/tsc", "-p", "tsconfig.test.json")],
  [
    "import arrows",
    () =>
      node(
        "node_modules/dependency-cruiser/bin/dependency-cruise.mjs",
        "--config",
        ".dependency-cruiser.cjs",
        "packages",
        "apps",
      ),
  ],
];

let passed = 0;
let failed = 0;
let skipped = 0;
for (const [name, check] of checks) {
  const started = Date.now();
  const ok = check();
  console.log(`${ok ? "ok" : "FAILED"}: ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (ok) passed += 1;
  else failed += 1;
}

rmSync(report, { force: true });
mkdirSync(join(root, ".test-output"), { recursive: true });
const green = node(
  "node_modules/vitest/vitest.mjs",
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
);
try {
  const figures = JSON.parse(readFileSync(report, "utf8"));
  passed += figures.numPassedTests;
  failed += figures.numFailedTests;
  skipped += figures.numPendingTests + figures.numTodoTests;
  // A file that could not be loaded, or an error outside any test, has no failed test of its own.
  if (!green && figures.numFailedTests === 0) failed += 1;
} catch (error) {
  console.error(`The tests left no report: ${error.message}`);
  failed += 1;
}
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = failed > 0 ? 1 : 0;
