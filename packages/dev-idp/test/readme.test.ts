import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { defaultSwitches, endpoints } from "../src/switches.js";

const folder = fileURLToPath(new URL("..", import.meta.url));
const readme = readFileSync(`${folder}README.md`, "utf8");

describe("the README", () => {
  it.skipIf(!existsSync(`${folder}dist/index.js`))("has an example that runs and prints what it says", () => {
    const example = /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
    const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", example], {
      cwd: folder,
      encoding: "utf8",
      env: { PATH: process.env.PATH },
    });
    expect(stderr).toBe("");
    expect(readme).toContain(`It prints \`${stdout.trim()}\`.`);
  });

  it("names every switch and every endpoint that can fail", () => {
    for (const name of [...Object.keys(defaultSwitches), ...endpoints]) expect(readme).toContain(`\`${name}\``);
  });
});
