import { readFileSync, statSync } from "node:fs";
import { extname } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import { isShape, unknownMembers } from "./shape.js";

/** What a configuration file says: more users, and switches. Either may be missing. */
export interface ConfigFile {
  readonly users: readonly unknown[];
  readonly switches: unknown;
}

/**
 * Reads a `.json`, `.yaml` or `.yml` file: `{ users: [...], switches: {...} }`, or just the list of users.
 * @param problems gets a line, with file, line and column where the parser knows them, for each thing that is wrong
 */
export function readConfigFile(path: string, problems: string[]): ConfigFile {
  const content = parse(path, problems);
  if (Array.isArray(content)) return { users: content, switches: {} };
  if (content === undefined || content === null) return { users: [], switches: {} };
  if (!isShape(content)) {
    problems.push(`${path}: expected a list of users, or an object with "users" and "switches"`);
    return { users: [], switches: {} };
  }
  problems.push(...unknownMembers(content, ["users", "switches"], path));
  const { users = [], switches = {} } = content;
  if (!Array.isArray(users)) problems.push(`${path}: users must be a list`);
  return { users: Array.isArray(users) ? users : [], switches };
}

/** Tells versions of a file apart: changes whenever the file is saved or replaced; undefined when it cannot be read. */
export function fileVersion(path: string): string | undefined {
  try {
    const { mtimeNs, size, ino } = statSync(path, { bigint: true });
    return `${mtimeNs}-${size}-${ino}`;
  } catch {
    return undefined;
  }
}

function parse(path: string, problems: string[]): unknown {
  const kind = extname(path).toLowerCase();
  if (![".json", ".yaml", ".yml"].includes(kind)) {
    problems.push(`${path}: expected a file named .json, .yaml or .yml`);
    return undefined;
  }
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    problems.push(`${path}: cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown error"})`);
    return undefined;
  }
  return kind === ".json" ? parseJson(path, text, problems) : parseYaml(path, text, problems);
}

function parseJson(path: string, text: string, problems: string[]): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    problems.push(`${path}: ${(error as Error).message}`);
    return undefined;
  }
}

function parseYaml(path: string, text: string, problems: string[]): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  for (const { pos, message } of document.errors) {
    const { line, col } = lineCounter.linePos(pos[0]);
    problems.push(`${path}:${line}:${col}: ${message}`);
  }
  return document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 });
}
