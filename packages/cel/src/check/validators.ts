import type { Call, Expr } from "../ast.js";
import type { RawIssue } from "../issue.js";
import { formatProblem } from "../library/format.js";
import { regexProblem } from "../regex/compile.js";
import { parseDuration } from "../value/duration-parse.js";
import { isError } from "../value/error.js";
import { parseCidr, parseIp } from "../value/network-text.js";
import { MAX_SECONDS, MIN_SECONDS } from "../value/timestamp.js";
import { parseTimestamp } from "../value/timestamp-parse.js";
import type { CelType } from "./types.js";

/** Checks of literal arguments that would fail at run time for certain (cel.md section 3.4). */
export function literalProblem(call: Call, typeOf: (expr: Expr) => CelType): RawIssue | undefined {
  const [first] = call.args;
  if (first === undefined) return undefined;
  if (call.target === undefined) return globalProblem(call.name, first);
  if (call.name === "matches") return patternProblem(first);
  if (call.name === "format") return templateProblem(call.target, first, typeOf);
  return undefined;
}

function globalProblem(name: string, argument: Expr): RawIssue | undefined {
  if (argument.kind !== "literal") return undefined;
  const { value, at } = argument;
  switch (name) {
    case "duration":
      return isBad(value, (text) => isError(parseDuration(text)))
        ? { message: "invalid duration argument", at }
        : undefined;
    case "timestamp":
      if (typeof value === "bigint")
        return value < MIN_SECONDS || value > MAX_SECONDS ? { message: "invalid timestamp argument", at } : undefined;
      return isBad(value, (text) => isError(parseTimestamp(text)))
        ? { message: "invalid timestamp argument", at }
        : undefined;
    case "matches":
      // The first argument, which is the text, not the pattern: the reference does so.
      return patternProblem(argument);
    case "ip":
    case "cidr": {
      if (typeof value !== "string") return undefined;
      const parsed = name === "ip" ? parseIp(value) : parseCidr(value);
      return isError(parsed) ? { message: `invalid ${name} argument: ${parsed.message}`, at } : undefined;
    }
    default:
      return undefined;
  }
}

const isBad = (value: unknown, test: (text: string) => boolean): boolean =>
  value === null || (typeof value === "string" && test(value));

function patternProblem(pattern: Expr): RawIssue | undefined {
  if (pattern.kind !== "literal" || typeof pattern.value !== "string") return undefined;
  return regexProblem(pattern.value) === undefined
    ? undefined
    : { message: "invalid matches argument", at: pattern.at };
}

function templateProblem(template: Expr, list: Expr, typeOf: (expr: Expr) => CelType): RawIssue | undefined {
  if (template.kind !== "literal" || typeof template.value !== "string" || list.kind !== "list") return undefined;
  const message = formatProblem(
    template.value,
    list.elements.map(({ value }) => typeOf(value)),
  );
  return message === undefined ? undefined : { message, at: template.at };
}
