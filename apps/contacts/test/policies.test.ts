import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { packageRoot } from "../src/package-root.js";
import { cerbosExecutable } from "../src/pdp/executable.js";

const policies = join(packageRoot, "policies");

it("the policies compile, and every test of their suites passes", () => {
  const compiled = spawnSync(cerbosExecutable().path, ["compile", "--output=json", policies], { encoding: "utf8" });
  expect(compiled.stderr).toBe("");
  const { summary } = JSON.parse(compiled.stdout);
  // 6 people x 5 contacts x 5 actions and 2 more for the table; 6 x 6 x 5 for owners, without bob creating other people's.
  expect(summary).toEqual({
    overallResult: "RESULT_PASSED",
    testsCount: 328,
    resultCounts: [{ result: "RESULT_PASSED", count: 328 }],
  });
  expect(compiled.status).toBe(0);
});
