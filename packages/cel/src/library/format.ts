import type { CelType } from "../check/types.js";
import { CelError, isError } from "../value/error.js";
import { MAX_TEXT_LENGTH, TEXT_TOO_LONG } from "../value/limits.js";
import type { CelValue } from "../value/value.js";
import { type ClauseRule, clauseRules } from "./format-rules.js";
import { templateParts } from "./format-template.js";
import { formatted } from "./format-value.js";

/**
 * `template.format(list)` (cel.md section 6.4). Surplus arguments are ignored. Errors: `index N out of range`, `unexpected end of
 * string`, `could not parse formatting clause: ...`, `error during formatting: ...`, and a text beyond the limit.
 */
export function format(template: string, args: readonly CelValue[]): string | CelError {
  let result = "";
  let index = 0;
  for (const part of templateParts(template)) {
    if (part.kind === "text") {
      result += part.text;
      continue;
    }
    if (index >= args.length) return new CelError(outOfRange(index));
    if (part.kind === "end") return new CelError(UNEXPECTED_END);
    if (part.kind === "wrong") return new CelError(part.problem);
    const text = formatted(part.clause, args[index] as CelValue);
    if (isError(text)) return text;
    index += 1;
    result += text;
    if (result.length > MAX_TEXT_LENGTH) return TEXT_TOO_LONG;
  }
  return result;
}

/** An argument as the compile-time check sees it: its static type, and what a list or map literal is made of (keys and values). */
export interface FormatArgument {
  readonly type: CelType;
  readonly parts?: readonly FormatArgument[];
}

/**
 * What is wrong with a literal template and a literal list of arguments (cel.md section 3.4): a clause that cannot be read, the
 * number of arguments, or a static type that its clause does not take; `dyn` is not judged.
 */
export function formatProblem(template: string, args: readonly (CelType | FormatArgument)[]): string | undefined {
  let index = 0;
  for (const part of templateParts(template)) {
    if (part.kind === "text") continue;
    if (part.kind === "end") return UNEXPECTED_END;
    const argument = args[index];
    if (argument === undefined) return outOfRange(index);
    if (part.kind === "wrong") return part.problem;
    const { verb } = part.clause;
    const problem = refused(clauseRules[verb], "type" in argument ? argument : { type: argument });
    if (problem !== undefined) return problem;
    index += 1;
  }
  return index < args.length
    ? `too many arguments supplied to string.format (expected ${index}, got ${args.length})`
    : undefined;
}

function refused(rule: ClauseRule, { type, parts = [] }: FormatArgument): string | undefined {
  if (type.kind === "dyn" || type.kind === "param") return undefined;
  const accepted = rule.accepts.has(type.kind === "primitive" ? type.name : type.kind);
  if (!accepted) return rule.refusal(typeName(type)).message;
  for (const part of parts) {
    const problem = refused(rule, part);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** The run-time name of a static type, without parameters. */
function typeName(type: CelType): string {
  switch (type.kind) {
    case "primitive":
      return runtimeNames.get(type.name) ?? type.name;
    case "optional":
      return "optional_type";
    case "message":
    case "opaque":
    case "param":
      return type.name;
    default:
      return type.kind;
  }
}

const runtimeNames: ReadonlyMap<string, string> = new Map([
  ["null", "null_type"],
  ["timestamp", "google.protobuf.Timestamp"],
  ["duration", "google.protobuf.Duration"],
]);

const UNEXPECTED_END = "unexpected end of string";
const outOfRange = (index: number) => `index ${index} out of range`;
