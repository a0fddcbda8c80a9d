import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { settings } from "./settings.js";

let folder: string;
let lines: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dev-idp-"));
  lines = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const from = (configFile: string) => settings({ users: [], switches: {}, configFile, log: (line) => lines.push(line) });
const write = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe("the configuration file", () => {
  it("is read again after it was saved, also by renaming another file over it", () => {
    const path = write("idp.json", `{ "users": [{ "login": "gina" }] }`);
    const state = from(path);
    expect(state.users().find("gina")).toBeDefined();
    renameSync(write("draft", `{ "users": [{ "login": "henry" }], "switches": { "overage": "error" } }`), path);
    expect(state.users().find("gina")).toBeUndefined();
    expect(state.users().find("henry")).toBeDefined();
    expect(state.switches().overage).toBe("error");
    expect(lines).toEqual([`read ${path} again: 8 users`]);
  });

  it("changes nothing while it has mistakes or is gone, and is taken again once it is right", () => {
    const path = write("idp.yml", "- login: gina\n");
    const state = from(path);
    write("idp.yml", "- login: gina\n  groups: admin\n");
    expect(state.users().find("gina")).toBeDefined();
    expect(lines).toEqual([expect.stringMatching(/^kept the old users and switches: .*idp\.yml\[0\]: groups must be/)]);
    rmSync(path);
    expect(state.users().find("gina")).toBeDefined();
    write("idp.yml", "- login: henry\n");
    expect(state.users().find("henry")).toBeDefined();
  });

  it("what was set in the program wins over the file, the file over the defaults", () => {
    const state = from(write("idp.yaml", "switches: { overage: truncate, leeway: 5 }\n"));
    state.set({ overage: "error" });
    expect(state.switches()).toMatchObject({ overage: "error", leeway: 5, rotate: true });
  });

  it.each([
    ["idp.yaml", "users:\n  - login: [x\n", /idp\.yaml:\d+:\d+: /],
    ["idp.json", "{ users: 1 }", /idp\.json: .*JSON/],
    ["idp.json", "3", /idp\.json: expected a list of users/],
    ["idp.json", `{ "user": [] }`, /idp\.json: unknown name "user", did you mean "users"\?/],
    ["idp.json", `{ "users": {} }`, /idp\.json: users must be a list/],
    ["idp.json", `{ "switches": { "leeway": "x" } }`, /idp\.json: switches\.leeway must be/],
    ["idp.toml", "", /idp\.toml: expected a file named \.json, \.yaml or \.yml/],
  ])("%s with %j stops the start", (name, text, problem) => {
    const path = write(name, text);
    expect(() => from(path)).toThrow(problem);
  });

  it("a file that is not there stops the start; an empty one is fine", () => {
    expect(() => from(join(folder, "none.yaml"))).toThrow(/none\.yaml: cannot be read \(ENOENT\)/);
    expect(from(write("empty.yaml", "")).users().all).toHaveLength(7);
  });
});
