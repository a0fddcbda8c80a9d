import type { Call, Comprehension, Expr, Ident, Select } from "../ast.js";
import type { Checked } from "../check/checker.js";
import { functionKey } from "../check/declarations.js";
import type { CelType } from "../check/types.js";
import { compileRegex } from "../regex/compile.js";
import { CelError, isError } from "../value/error.js";
import { hasField, optionalIndex, optionalSelect, selectField } from "../value/index-access.js";
import { Optional } from "../value/optional.js";
import { TypeValue } from "../value/type-value.js";
import type { CelResult, CelValue } from "../value/value.js";
import type { Bindings } from "./bindings.js";
import { binaryOperators } from "./closure-operators.js";
import { exactNumber } from "./exact-number.js";
import { isInherited, member, messageFieldTest, wrapped } from "./fields.js";
import { listOf, mapOf } from "./literals.js";
import { runLoop, type Step } from "./loops.js";
import { makeMessage } from "./messages.js";
import type { EnvironmentParts } from "./parts.js";
import { rangeOf, strict1, strict2, strictCall } from "./runtime.js";
import { conjunction, disjunction, failureOf, not } from "./truth.js";

/** JavaScript source of a function of bindings, and the values it refers to as `c0`, `c1`, ... */
export interface GeneratedSource {
  /** The body of a function of the constants, in order; it returns the function of the bindings. */
  readonly body: string;
  readonly constants: readonly unknown[];
}

/** Names a variable of a comprehension has in the generated code. */
type Scope = ReadonlyMap<string, string>;

/**
 * Generates JavaScript for an expression. The text holds only names made here, numbers, and strings as JSON writes them; every
 * other value is a constant, so nothing in an expression can become code.
 */
export function generateSource(checked: Checked, parts: EnvironmentParts): GeneratedSource {
  return new SourceCompiler(checked.types, parts).whole(checked.expr);
}

class SourceCompiler {
  #lines: string[] = [];
  #names = 0;
  readonly #constants: unknown[] = [];
  readonly #shared = new Map<unknown, string>();

  constructor(
    private readonly types: ReadonlyMap<Expr, CelType>,
    private readonly parts: EnvironmentParts,
  ) {}

  whole(expr: Expr): GeneratedSource {
    const result = this.#value(expr, new Map());
    const body = `"use strict";\nreturn function evaluate(b) {\n${this.#lines.join("\n")}\nreturn ${result};\n};`;
    return { body, constants: this.#constants };
  }

  #emit(line: string): void {
    this.#lines.push(line);
  }

  /** A new variable, set to the given code or left open. */
  #variable(code?: string): string {
    this.#names += 1;
    const name = `t${this.#names}`;
    this.#emit(code === undefined ? `let ${name};` : `let ${name} = ${code};`);
    return name;
  }

  #constant(value: unknown): string {
    const present = this.#shared.get(value);
    if (present !== undefined) return present;
    const name = `c${this.#constants.push(value) - 1}`;
    this.#shared.set(value, name);
    return name;
  }

  /** Emits what computes an expression, and returns code that names its result: a variable, a constant or a literal. */
  #value(expr: Expr, scope: Scope): string {
    switch (expr.kind) {
      case "literal":
      case "constant":
        return this.#literal(expr.value);
      case "ident":
        return this.#ident(expr, scope);
      case "select":
        return this.#select(expr, scope);
      case "call":
        return this.#call(expr, scope);
      case "list": {
        const values = expr.elements.map(({ value }) => this.#value(value, scope));
        const elements = expr.elements.map(({ optional }) => ({ optional }));
        const make = (...results: CelResult[]) =>
          listOf(results.length, (index) => results[index] as CelResult, elements);
        return this.#variable(`${this.#constant(make)}(${values.join(", ")})`);
      }
      case "map": {
        const values = expr.entries.flatMap(({ key, value }) => [this.#value(key, scope), this.#value(value, scope)]);
        const entries = expr.entries.map(({ optional }, index) => ({ optional, index }));
        const make = (...results: CelResult[]) =>
          mapOf(
            entries,
            ({ index }) => results[2 * index] as CelResult,
            ({ index }) => results[2 * index + 1] as CelResult,
          );
        return this.#variable(`${this.#constant(make)}(${values.join(", ")})`);
      }
      case "struct": {
        const values = expr.fields.map(({ value }) => this.#value(value, scope));
        const fields = expr.fields.map(({ name, optional }, index) => ({ name, optional, index }));
        const make = (...results: CelResult[]) =>
          makeMessage(expr.type, fields, ({ index }) => results[index] as CelResult, this.parts);
        return this.#variable(`${this.#constant(make)}(${values.join(", ")})`);
      }
      case "comprehension":
        return this.#comprehension(expr, scope);
      case "bind": {
        const init = this.#value(expr.init, scope);
        return this.#value(expr.body, new Map([...scope, [expr.name, init]]));
      }
      case "optMap": {
        const target = this.#value(expr.target, scope);
        const result = this.#variable();
        const [open, held] = [this.#constant(openOptional), this.#variable()];
        this.#emit(`if ((${held} = ${open}(${target})) === undefined) ${result} = ${this.#constant(Optional.none)};`);
        this.#emit(`else if (${this.#isError(held)}) ${result} = ${held}; else {`);
        const body = this.#value(expr.body, new Map([...scope, [expr.name, held]]));
        this.#emit(`${result} = ${expr.flat ? body : `${this.#constant(someOf)}(${body})`}; }`);
        return result;
      }
    }
  }

  #isError(name: string): string {
    return `${name} instanceof ${this.#constant(CelError)}`;
  }

  #literal(value: CelValue): string {
    if (typeof value === "string") return JSON.stringify(value);
    if (typeof value === "boolean" || value === null) return String(value);
    if (typeof value === "number" && Number.isFinite(value)) return Object.is(value, -0) ? "-0" : `(${value})`;
    return this.#constant(value);
  }

  #path(path: readonly string[]): string {
    return path.reduce((code, name, index) => `${code}${index === 0 ? "" : "?."}[${JSON.stringify(name)}]`, "b");
  }

  #ident(expr: Ident, scope: Scope): string {
    const local = expr.root ? undefined : scope.get(expr.name);
    if (local !== undefined) return local;
    const source = this.parts.sources.get(expr.name);
    if (source === undefined) return this.#constant(new TypeValue(expr.name));
    const path = this.#path(source.path);
    switch (source.kind) {
      case "message":
        return this.#variable(`${this.#constant(wrapped)}(${this.#constant(source.type)}, ${path})`);
      case "members":
        return source.visible ? this.#variable(`${path} ?? {}`) : this.#variable("{}");
      case "value":
        return this.#variable(
          `${path} === undefined ? ${this.#constant(new CelError(`no such attribute(s): ${expr.name}`))} : ${path}`,
        );
    }
  }

  /** Code for the object behind an expression of a message type, as in the closures. */
  #object(expr: Expr, scope: Scope): string | undefined {
    if (expr.kind === "ident" && (expr.root || !scope.has(expr.name))) {
      const source = this.parts.sources.get(expr.name);
      return source?.kind === "message" ? this.#path(source.path) : undefined;
    }
    if (expr.kind !== "select" || expr.test || this.#messageType(expr) === undefined) return undefined;
    const outer = this.#messageType(expr.operand);
    const operand = outer === undefined ? undefined : this.#object(expr.operand, scope);
    return operand && `${operand}?.[${JSON.stringify(outer?.fields.get(expr.field) ?? expr.field)}]`;
  }

  #messageType(expr: Expr) {
    const type = this.types.get(expr);
    return type?.kind === "message" ? this.parts.messageTypes.get(type.name) : undefined;
  }

  #members(expr: Expr, scope: Scope): string | undefined {
    if (expr.kind !== "ident" || (!expr.root && scope.has(expr.name))) return undefined;
    const source = this.parts.sources.get(expr.name);
    return source?.kind === "members" ? this.#path(source.path) : undefined;
  }

  #select(expr: Select, scope: Scope): string {
    const { operand, field, test } = expr;
    const name = JSON.stringify(field);
    const members = this.#members(operand, scope);
    if (members !== undefined) {
      const read = `${this.#constant(member)}(${members}, ${name})`;
      return this.#variable(test ? `!(${read} instanceof ${this.#constant(CelError)})` : read);
    }
    const type = this.#messageType(operand);
    const object = type === undefined ? undefined : this.#object(operand, scope);
    if (type !== undefined && object !== undefined) {
      if (test) return this.#variable(`${this.#constant(messageFieldTest(type, field))}(${object})`);
      const fieldType = this.#messageType(expr);
      const canonical = type.fields.get(field) ?? field;
      const read = `${object}?.[${JSON.stringify(canonical)}]`;
      if (fieldType !== undefined)
        return this.#variable(`${this.#constant(wrapped)}(${this.#constant(fieldType)}, ${read})`);
      return this.#variable(`${read} ?? ${this.#literal(type.defaults[canonical] ?? null)}`);
    }
    return test
      ? this.#fieldTest(this.#value(operand, scope), field, name)
      : this.#field(this.#value(operand, scope), field, name);
  }

  /** A plain read where that is enough, the general one elsewhere; the same guards as `fieldReader`. */
  #field(operand: string, field: string, name: string): string {
    const general = `${this.#constant(selecting)}(${operand}, ${name})`;
    if (isInherited(field)) return this.#variable(general);
    const result = this.#variable();
    this.#emit(
      `if (typeof ${operand} !== "object" || ${operand} === null || ${operand}.constructor !== Object || (${result} = ${operand}[${name}]) === undefined) ${result} = ${general};`,
    );
    return result;
  }

  #fieldTest(operand: string, field: string, name: string): string {
    const general = `${this.#constant(testing)}(${operand}, ${name})`;
    if (isInherited(field)) return this.#variable(general);
    return this.#variable(
      `typeof ${operand} === "object" && ${operand} !== null && ${operand}.constructor === Object && ${operand}[${name}] !== undefined ? true : ${general}`,
    );
  }

  #call(expr: Call, scope: Scope): string {
    const special = this.#special(expr, scope);
    if (special !== undefined) return special;
    const operands = expr.target === undefined ? expr.args : [expr.target, ...expr.args];
    const declaration = this.parts.declarations.functions.get(
      functionKey(expr.target === undefined ? "global" : "method", expr.name),
    );
    if (declaration === undefined) return this.#constant(new CelError("no such overload"));
    const values = operands.map((operand) => this.#value(operand, scope));
    return this.#variable(`${this.#constant(strictCall(declaration, operands.length))}(${values.join(", ")})`);
  }

  #special(expr: Call, scope: Scope): string | undefined {
    const { name, target, args } = expr;
    const [first, second, third] = args as readonly [Expr, Expr, Expr];
    if (target === undefined) {
      switch (name) {
        case "_&&_":
          return this.#logic(args, scope, "false", conjunction);
        case "_||_":
          return this.#logic(args, scope, "true", disjunction);
        case "_?_:_":
          return this.#ternary(first, second, third, scope);
        case "!_": {
          const operand = this.#value(first, scope);
          return this.#variable(
            `${operand} === true ? false : ${operand} === false ? true : ${this.#constant(not)}(${operand})`,
          );
        }
        case "_?._":
          return this.#optionalField(first, second.kind === "literal" ? String(second.value) : "", scope);
        case "_[?_]":
          return this.#apply(strict2(optionalIndex), [first, second], scope);
        case "now":
          return this.#variable(`b.now ?? ${this.#constant(new CelError("now() needs an instant to be bound"))}`);
      }
      if (args.length === 2 && Object.hasOwn(binaryOperators, name)) return this.#binary(name, first, second, scope);
      if (name === "timeSince") return this.#timeSince(first, scope);
      return undefined;
    }
    if ((name === "orValue" || name === "or") && args.length === 1)
      return this.#default(target, first, name === "or", scope);
    if (name === "timeSince" && args.length === 0) return this.#timeSince(target, scope);
    if (name === "matches" && args.length === 1 && first.kind === "literal" && typeof first.value === "string") {
      const regex = compileRegex(first.value);
      const match = (text: CelResult): CelResult =>
        typeof text !== "string" ? failureOf(text) : isError(regex) ? regex : regex.test(text);
      return this.#variable(`${this.#constant(match)}(${this.#value(target, scope)})`);
    }
    return undefined;
  }

  #apply(run: (...args: never[]) => CelResult, operands: readonly Expr[], scope: Scope): string {
    const values = operands.map((operand) => this.#value(operand, scope));
    return this.#variable(`${this.#constant(run)}(${values.join(", ")})`);
  }

  /** Comparisons of two texts or two numbers happen in place; everything else in the operator. */
  #binary(name: string, left: Expr, right: Expr, scope: Scope): string {
    const a = this.#value(left, scope);
    const b = this.#value(right, scope);
    const general = `${this.#constant(this.#strictOperator(name))}(${a}, ${b})`;
    const symbol = symbols[name];
    if (symbol === undefined) return this.#variable(general);
    const constant = right.kind === "literal" || right.kind === "constant" ? right.value : undefined;
    const number = exactNumber(constant);
    const isEquality = name === "_==_" || name === "_!=_";
    if (typeof constant === "string")
      return this.#variable(isEquality ? `typeof ${a} === "string" ? ${a} ${symbol} ${b} : ${general}` : general);
    if (number !== undefined)
      return this.#variable(`typeof ${a} === "number" ? ${a} ${symbol} (${number}) : ${general}`);
    const numbers = `typeof ${a} === "number" && typeof ${b} === "number" ? ${a} ${symbol} ${b} : ${general}`;
    if (!isEquality) return this.#variable(numbers);
    return this.#variable(`typeof ${a} === "string" && typeof ${b} === "string" ? ${a} ${symbol} ${b} : ${numbers}`);
  }

  readonly #operators = new Map<string, (a: CelResult, b: CelResult) => CelResult>();

  #strictOperator(name: string) {
    const present =
      this.#operators.get(name) ?? strict2(binaryOperators[name] as (a: CelValue, b: CelValue) => CelResult);
    this.#operators.set(name, present);
    return present;
  }

  #logic(operands: readonly Expr[], scope: Scope, decisive: "true" | "false", join: typeof conjunction): string {
    const neutral = decisive === "true" ? "false" : "true";
    const [first, ...rest] = operands as readonly [Expr, ...Expr[]];
    const result = this.#variable(this.#value(first, scope));
    for (const operand of rest) {
      this.#emit(`if (${result} !== ${decisive}) {`);
      const value = this.#value(operand, scope);
      this.#emit(
        `${result} = ${result} === ${neutral} && typeof ${value} === "boolean" ? ${value} : ${this.#constant(join)}(${result}, ${value}); }`,
      );
    }
    return result;
  }

  #ternary(condition: Expr, yes: Expr, no: Expr, scope: Scope): string {
    const chosen = this.#value(condition, scope);
    const result = this.#variable();
    this.#emit(`if (${chosen} === true) {`);
    const ifTrue = this.#value(yes, scope);
    this.#emit(`${result} = ${ifTrue}; } else if (${chosen} === false) {`);
    const ifFalse = this.#value(no, scope);
    this.#emit(`${result} = ${ifFalse}; } else ${result} = ${this.#constant(failureOf)}(${chosen});`);
    return result;
  }

  #optionalField(operand: Expr, field: string, scope: Scope): string {
    const name = JSON.stringify(field);
    const members = this.#members(operand, scope);
    if (members !== undefined) return this.#variable(`${this.#constant(optionalMember)}(${members}, ${name})`);
    return this.#variable(`${this.#constant(optionalField)}(${this.#value(operand, scope)}, ${name})`);
  }

  #default(target: Expr, fallback: Expr, keepsOptional: boolean, scope: Scope): string {
    const optional = this.#value(target, scope);
    const result = this.#variable();
    this.#emit(
      `if (!(${optional} instanceof ${this.#constant(Optional)})) ${result} = ${this.#constant(failureOf)}(${optional});`,
    );
    this.#emit(
      `else if (${optional}.value !== undefined) ${result} = ${keepsOptional ? optional : `${optional}.value`}; else {`,
    );
    const other = this.#value(fallback, scope);
    const checked = keepsOptional ? `${this.#constant(onlyOptional)}(${other})` : other;
    this.#emit(`${result} = ${checked}; }`);
    return result;
  }

  #timeSince(operand: Expr, scope: Scope): string {
    const { timeSince } = this.parts;
    const run = (now: Bindings["now"], since: CelResult): CelResult => (isError(since) ? since : timeSince(now, since));
    return this.#variable(`${this.#constant(run)}(b.now, ${this.#value(operand, scope)})`);
  }

  #comprehension(expr: Comprehension, scope: Scope): string {
    const range = this.#value(expr.range, scope);
    if (expr.variables.length === 1 && (expr.macro === "all" || expr.macro === "exists"))
      return this.#quantifier(expr, range, scope);
    const filter = expr.filter === undefined ? "undefined" : this.#step(expr, expr.filter, scope);
    const body = this.#step(expr, expr.body, scope);
    const { macro, variables } = expr;
    const { sortByKeys } = this.parts;
    const run = (over: CelResult, condition: Step | undefined, step: Step): CelResult => {
      const made = runLoop(macro, variables.length, over, condition, step);
      return macro === "sortBy" && !isError(made)
        ? sortByKeys(over as readonly CelValue[], made as readonly CelValue[])
        : made;
    };
    return this.#variable(`${this.#constant(run)}(${range}, ${filter}, ${body})`);
  }

  /** `all` and `exists` as a loop in place. */
  #quantifier(expr: Comprehension, range: string, scope: Scope): string {
    const exists = expr.macro === "exists";
    const [decisive, neutral, join] = exists ? ["true", "false", disjunction] : ["false", "true", conjunction];
    const list = this.#variable(`${this.#constant(rangeOf)}(${range})`);
    const result = this.#variable();
    this.#names += 1;
    const [index, element] = [`i${this.#names}`, `e${this.#names}`];
    this.#emit(`if (${this.#isError(list)}) ${result} = ${list}; else {`);
    this.#emit(
      `${result} = ${neutral}; for (let ${index} = 0; ${index} < ${list}.length; ${index}++) { const ${element} = ${list}[${index}];`,
    );
    const body = this.#value(expr.body, new Map([...scope, [expr.variables[0] as string, element]]));
    this.#emit(`if (${body} === ${decisive}) { ${result} = ${decisive}; break; }`);
    this.#emit(`if (${body} !== ${neutral}) ${result} = ${this.#constant(join)}(${result}, ${body}); } }`);
    return result;
  }

  /** A function of the variables, inside the generated one. */
  #step(expr: Comprehension, body: Expr, scope: Scope): string {
    this.#names += 1;
    const [first, second] = [`v${this.#names}`, `w${this.#names}`];
    const outer = this.#lines;
    this.#lines = [];
    const inner = new Map(scope);
    inner.set(expr.variables[0] as string, first);
    if (expr.variables.length === 2) inner.set(expr.variables[1] as string, second);
    const result = this.#value(body, inner);
    const lines = this.#lines;
    this.#lines = outer;
    return `(${first}, ${second}) => {\n${lines.join("\n")}\nreturn ${result}; }`;
  }
}

const symbols: Readonly<Record<string, string>> = {
  "_==_": "===",
  "_!=_": "!==",
  "_<_": "<",
  "_<=_": "<=",
  "_>_": ">",
  "_>=_": ">=",
};

const selecting = (value: CelResult, field: string): CelResult => (isError(value) ? value : selectField(value, field));
const testing = (value: CelResult, field: string): CelResult => (isError(value) ? value : hasField(value, field));
const optionalField = (value: CelResult, field: string): CelResult =>
  isError(value) ? value : optionalSelect(value, field);
const someOf = strict1((value) => Optional.of(value));
const onlyOptional = (value: CelResult): CelResult => (value instanceof Optional ? value : failureOf(value));

function optionalMember(members: unknown, field: string): CelResult {
  const value = member(members, field);
  return isError(value) ? Optional.none : Optional.of(value);
}

/** What an optional holds: `undefined` for none, an error for what is no optional. */
function openOptional(value: CelResult): CelResult | undefined {
  if (value instanceof Optional) return value.value;
  return isError(value) ? value : new CelError("no such overload: hasValue()");
}
