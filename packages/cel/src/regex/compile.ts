import { CelError, isError } from "../value/error.js";
import { regexEngine } from "./engine.js";
import { engineRegex } from "./engine-regex.js";
import { plainRegex } from "./plain-regex.js";
import type { Regex } from "./regex.js";

/**
 * Compiles a pattern of RE2's syntax (cel.md section 6.5); the latest ones are remembered. Plain ones run on JavaScript's RegExp,
 * the others on RE2JS. Errors: `error parsing regexp: ...`, or that there is no engine for a pattern that needs one.
 */
export function compileRegex(pattern: string): Regex | CelError {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const regex = plainRegex(pattern, () => byEngine(pattern)) ?? byEngine(pattern);
  if (regex === NO_ENGINE || pattern.length > LONGEST_REMEMBERED) return regex;
  // A map gives its keys in the order in which they came.
  const [oldest] = compiled.keys();
  if (compiled.size >= MOST_REMEMBERED && oldest !== undefined) compiled.delete(oldest);
  compiled.set(pattern, regex);
  return regex;
}

/** What is wrong with a pattern; nothing also where no engine can tell. */
export function regexProblem(pattern: string): string | undefined {
  const regex = compileRegex(pattern);
  return isError(regex) && regex !== NO_ENGINE ? regex.message : undefined;
}

const MOST_REMEMBERED = 500;
const LONGEST_REMEMBERED = 1000;
const compiled = new Map<string, Regex | CelError>();

const NO_ENGINE = new CelError('regular expression needs an engine that is not loaded: import "@gatehouse/cel/re2"');

function byEngine(pattern: string): Regex | CelError {
  const engine = regexEngine();
  return engine === undefined ? NO_ENGINE : engineRegex(engine, pattern);
}
