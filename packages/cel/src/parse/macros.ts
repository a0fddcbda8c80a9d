import type { Comprehension, Expr, Ident, Macro } from "../ast.js";
import type { RawIssue } from "../issue.js";

/**
 * Macros are known by name, style and number of arguments (cel.md section 1.4); a call with another number is a call of an
 * unknown function. The result is `undefined` when an argument is not what the macro wants; an issue says so.
 */
export function expandGlobal(name: string, args: readonly Expr[], at: number, issues: RawIssue[]): Expr | undefined {
  const [only] = args;
  if (name !== "has" || only === undefined || args.length !== 1)
    return { kind: "call", at, name, target: undefined, args };
  if (only.kind !== "select" || only.test) {
    issues.push({ message: "invalid argument to has() macro", at: only.at });
    return undefined;
  }
  return { ...only, test: true };
}

export function expandMethod(
  target: Expr,
  name: string,
  args: readonly Expr[],
  at: number,
  issues: RawIssue[],
): Expr | undefined {
  if (target.kind === "ident" && target.name === "cel" && name === "bind" && args.length === 3)
    return bind(args, at, issues);
  if (target.kind === "ident" && target.name === "math" && (name === "least" || name === "greatest"))
    return extreme(name, args, at, issues);
  if ((name === "optMap" || name === "optFlatMap") && args.length === 2) return optMap(target, name, args, at, issues);
  const shape = shapes[name]?.[args.length];
  return shape === undefined
    ? { kind: "call", at, name, target, args }
    : comprehension(target, shape, args, at, issues);
}

interface Shape {
  readonly macro: Macro;
  readonly variables: 1 | 2;
  readonly filter?: true;
  readonly complaint: string;
}

const SIMPLE = "argument must be a simple name";
const IDENTIFIER = "argument is not an identifier";
const test = (macro: Macro, variables: 1 | 2): Shape => ({ macro, variables, complaint: SIMPLE });

const shapes: Readonly<Record<string, Readonly<Record<number, Shape>>>> = {
  __proto__: null as never,
  all: { 2: test("all", 1), 3: test("all", 2) },
  exists: { 2: test("exists", 1), 3: test("exists", 2) },
  exists_one: { 2: test("exists_one", 1), 3: test("exists_one", 2) },
  existsOne: { 3: test("exists_one", 2) },
  map: {
    2: { macro: "map", variables: 1, complaint: IDENTIFIER },
    3: { macro: "map", variables: 1, filter: true, complaint: IDENTIFIER },
  },
  filter: { 2: { macro: "filter", variables: 1, complaint: IDENTIFIER } },
  transformList: { 3: test("transformList", 2), 4: { ...test("transformList", 2), filter: true } },
  transformMap: { 3: test("transformMap", 2), 4: { ...test("transformMap", 2), filter: true } },
  transformMapEntry: { 3: test("transformMapEntry", 2), 4: { ...test("transformMapEntry", 2), filter: true } },
  sortBy: { 2: { macro: "sortBy", variables: 1, complaint: IDENTIFIER } },
};

const isPlainName = (expr: Expr): expr is Ident => expr.kind === "ident" && !expr.root;

function comprehension(
  range: Expr,
  shape: Shape,
  args: readonly Expr[],
  at: number,
  issues: RawIssue[],
): Comprehension | undefined {
  const { macro } = shape;
  if (macro === "sortBy" && !isSortable(range)) {
    issues.push({
      message: "sortBy can only be applied to a list, identifier, comprehension, call or select expression",
      at: range.at,
    });
    return undefined;
  }
  const variables: string[] = [];
  for (const argument of args.slice(0, shape.variables)) {
    if (!isPlainName(argument)) issues.push({ message: shape.complaint, at: argument.at });
    else if (argument.name === "__result__")
      issues.push({ message: "iteration variable overwrites accumulator variable", at: argument.at });
    else if (variables.includes(argument.name))
      issues.push({ message: `duplicate variable name: ${argument.name}`, at: argument.at });
    else {
      variables.push(argument.name);
      continue;
    }
    return undefined;
  }
  const rest = args.slice(shape.variables);
  const filter = shape.filter === true ? rest[0] : undefined;
  return { kind: "comprehension", at, macro, range, variables, filter, body: rest[rest.length - 1] as Expr };
}

function isSortable(range: Expr): boolean {
  return ["list", "ident", "comprehension", "call", "select", "bind", "optMap"].includes(range.kind);
}

function bind(args: readonly Expr[], at: number, issues: RawIssue[]): Expr | undefined {
  const [name, init, body] = args as [Expr, Expr, Expr];
  if (isPlainName(name)) return { kind: "bind", at, name: name.name, init, body };
  issues.push({ message: "cel.bind() variable names must be simple identifiers", at: name.at });
  return undefined;
}

function optMap(
  target: Expr,
  macro: "optMap" | "optFlatMap",
  args: readonly Expr[],
  at: number,
  issues: RawIssue[],
): Expr | undefined {
  const [name, body] = args as [Expr, Expr];
  if (isPlainName(name)) return { kind: "optMap", at, flat: macro === "optFlatMap", target, name: name.name, body };
  issues.push({ message: `${macro}() variable name must be a simple identifier`, at: name.at });
  return undefined;
}

/** `math.least` and `math.greatest` look at literal arguments at once, and become calls of `math.@min` and `math.@max`. */
function extreme(name: "least" | "greatest", args: readonly Expr[], at: number, issues: RawIssue[]): Expr | undefined {
  const complain = (text: string, place: number) => {
    issues.push({ message: `math.${name}() ${text}`, at: place });
    return undefined;
  };
  const [first] = args;
  if (first === undefined) return complain("requires at least one argument", at);
  const call = (list: readonly Expr[]): Expr => ({
    kind: "call",
    at,
    name: name === "least" ? "math.@min" : "math.@max",
    target: undefined,
    args: list,
  });
  if (args.length === 1) {
    const isGood =
      first.kind === "list"
        ? first.elements.length > 0 && first.elements.every(({ value }) => mayBeNumber(value))
        : mayBeNumber(first);
    return isGood ? call([first]) : complain("invalid single argument value", first.at);
  }
  const bad = args.find((argument) => !mayBeNumber(argument));
  if (bad !== undefined) return complain("simple literal arguments must be numeric", bad.at);
  if (args.length === 2) return call(args);
  return call([{ kind: "list", at, elements: args.map((value) => ({ value, optional: false })) }]);
}

function mayBeNumber(expr: Expr): boolean {
  if (expr.kind === "literal")
    return typeof expr.value === "number" || typeof expr.value === "bigint" || isUint(expr.value);
  return expr.kind !== "list" && expr.kind !== "map" && expr.kind !== "struct";
}

const isUint = (value: unknown) => typeof value === "object" && value !== null && "value" in value;
