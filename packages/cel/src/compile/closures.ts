import type { Call, Comprehension, Expr, Ident, Select } from "../ast.js";
import type { Checked } from "../check/checker.js";
import { functionKey } from "../check/declarations.js";
import type { CelType } from "../check/types.js";
import { dispatcher, type FunctionDeclaration, namedMismatch } from "../library/define.js";
import { compileRegex } from "../regex/compile.js";
import { CelError, isError, NO_SUCH_OVERLOAD } from "../value/error.js";
import { optionalIndex, optionalSelect } from "../value/index-access.js";
import { Optional } from "../value/optional.js";
import { TypeValue } from "../value/type-value.js";
import type { CelResult, CelValue } from "../value/value.js";
import { type Bindings, readPath } from "./bindings.js";
import type { Closure, Locals } from "./closure.js";
import { binaryOperator } from "./closure-operators.js";
import { fieldReader, fieldTest, member, messageField, messageFieldTest, wrapped } from "./fields.js";
import { listOf, mapOf } from "./literals.js";
import { runLoop, type Step } from "./loops.js";
import { makeMessage } from "./messages.js";
import type { EnvironmentParts } from "./parts.js";
import { conjunction, disjunction, failureOf, not } from "./truth.js";

/** An object behind a message type, before anything is read from it. */
type ObjectClosure = (bindings: Bindings, locals: Locals) => unknown;

interface Scope {
  readonly slots: ReadonlyMap<string, number>;
  readonly next: number;
}

const NO_SCOPE: Scope = { slots: new Map(), next: 0 };

/** Compiles to nested functions: quick to build, and works where code may not be generated. */
export function compileToClosures(
  checked: Checked,
  parts: EnvironmentParts,
): { readonly run: Closure; readonly slots: number } {
  const compiler = new ClosureCompiler(checked.types, parts);
  return { run: compiler.compile(checked.expr, NO_SCOPE), slots: compiler.slots };
}

class ClosureCompiler {
  slots = 0;

  constructor(
    private readonly types: ReadonlyMap<Expr, CelType>,
    private readonly parts: EnvironmentParts,
  ) {}

  compile(expr: Expr, scope: Scope): Closure {
    switch (expr.kind) {
      case "literal":
      case "constant": {
        const { value } = expr;
        return () => value;
      }
      case "ident":
        return this.#ident(expr, scope);
      case "select":
        return this.#select(expr, scope);
      case "call":
        return this.#call(expr, scope);
      case "list": {
        const elements = expr.elements.map(({ value, optional }) => ({ run: this.compile(value, scope), optional }));
        return (bindings, locals) =>
          listOf(elements.length, (index) => elements[index]?.run(bindings, locals) ?? null, elements);
      }
      case "map": {
        const entries = expr.entries.map(({ key, value, optional }) => ({
          key: this.compile(key, scope),
          run: this.compile(value, scope),
          optional,
        }));
        return (bindings, locals) =>
          mapOf(
            entries,
            (entry) => entry.key(bindings, locals),
            (entry) => entry.run(bindings, locals),
          );
      }
      case "struct": {
        const fields = expr.fields.map(({ name, value, optional }) => ({
          name,
          run: this.compile(value, scope),
          optional,
        }));
        return (bindings, locals) => makeMessage(expr.type, fields, ({ run }) => run(bindings, locals), this.parts);
      }
      case "comprehension":
        return this.#comprehension(expr, scope);
      case "bind": {
        const init = this.compile(expr.init, scope);
        const [inner, slot] = this.#bound(scope, expr.name);
        const body = this.compile(expr.body, inner);
        return (bindings, locals) => {
          locals[slot] = init(bindings, locals);
          return body(bindings, locals);
        };
      }
      case "optMap": {
        const target = this.compile(expr.target, scope);
        const [inner, slot] = this.#bound(scope, expr.name);
        const body = this.compile(expr.body, inner);
        const { flat } = expr;
        return (bindings, locals) => {
          const optional = target(bindings, locals);
          if (!(optional instanceof Optional)) return notOptional(optional);
          if (optional.value === undefined) return Optional.none;
          locals[slot] = optional.value;
          const result = body(bindings, locals);
          if (isError(result)) return result;
          if (!flat) return Optional.of(result);
          return result;
        };
      }
    }
  }

  /** A scope with one more variable, and its slot. */
  #bound(scope: Scope, name: string): readonly [Scope, number] {
    const slot = scope.next;
    this.slots = Math.max(this.slots, slot + 1);
    return [{ slots: new Map([...scope.slots, [name, slot]]), next: slot + 1 }, slot];
  }

  #slotOf(expr: Ident, scope: Scope): number | undefined {
    return expr.root ? undefined : scope.slots.get(expr.name);
  }

  #ident(expr: Ident, scope: Scope): Closure {
    const slot = this.#slotOf(expr, scope);
    if (slot !== undefined) return (_, locals) => locals[slot] as CelResult;
    const source = this.parts.sources.get(expr.name);
    if (source === undefined) {
      const type = new TypeValue(expr.name);
      return () => type;
    }
    const read = readPath(source.path);
    if (source.kind === "message") return (bindings) => wrapped(source.type, read(bindings));
    if (source.kind === "members")
      return source.visible ? (bindings) => (read(bindings) ?? {}) as CelValue : () => ({});
    return (bindings) => {
      const value = read(bindings) as CelResult | undefined;
      return value === undefined ? new CelError(`no such attribute(s): ${expr.name}`) : value;
    };
  }

  /** The object behind an expression of a message type, when it can be read without making a `Message` of it. */
  #object(expr: Expr, scope: Scope): ObjectClosure | undefined {
    if (expr.kind === "ident" && this.#slotOf(expr, scope) === undefined) {
      const source = this.parts.sources.get(expr.name);
      return source?.kind === "message" ? readPath(source.path) : undefined;
    }
    if (expr.kind !== "select" || expr.test || this.#messageType(expr) === undefined) return undefined;
    const outer = this.#messageType(expr.operand);
    if (outer === undefined) return undefined;
    const operand = this.#object(expr.operand, scope);
    const name = outer.fields.get(expr.field) ?? expr.field;
    return (
      operand &&
      ((bindings, locals) => (operand(bindings, locals) as Record<string, unknown> | null | undefined)?.[name])
    );
  }

  #messageType(expr: Expr) {
    const type = this.types.get(expr);
    return type?.kind === "message" ? this.parts.messageTypes.get(type.name) : undefined;
  }

  #select(expr: Select, scope: Scope): Closure {
    const { operand, field, test } = expr;
    const members = this.#members(operand, scope);
    if (members !== undefined) {
      if (test) return (bindings) => !isError(member(members(bindings), field));
      return (bindings) => member(members(bindings), field);
    }
    const type = this.#messageType(operand);
    const object = type === undefined ? undefined : this.#object(operand, scope);
    if (type !== undefined && object !== undefined) {
      const fieldType = this.#messageType(expr);
      if (test) {
        const isSet = messageFieldTest(type, field);
        return (bindings, locals) => isSet(object(bindings, locals));
      }
      if (fieldType !== undefined) {
        const name = type.fields.get(field) ?? field;
        return (bindings, locals) =>
          wrapped(fieldType, (object(bindings, locals) as Record<string, unknown> | null | undefined)?.[name]);
      }
      const read = messageField(type, field);
      return (bindings, locals) => read(object(bindings, locals));
    }
    const value = this.compile(operand, scope);
    const apply = test ? fieldTest(field) : fieldReader(field);
    return (bindings, locals) => apply(value(bindings, locals));
  }

  /** Variables, constants or globals, when the expression is one of them. */
  #members(expr: Expr, scope: Scope): ((bindings: Bindings) => unknown) | undefined {
    if (expr.kind !== "ident" || this.#slotOf(expr, scope) !== undefined) return undefined;
    const source = this.parts.sources.get(expr.name);
    return source?.kind === "members" ? readPath(source.path) : undefined;
  }

  #call(expr: Call, scope: Scope): Closure {
    const special = this.#special(expr, scope);
    if (special !== undefined) return special;
    const operands = expr.target === undefined ? expr.args : [expr.target, ...expr.args];
    const declaration = this.parts.declarations.functions.get(
      functionKey(expr.target === undefined ? "global" : "method", expr.name),
    );
    if (declaration === undefined) return () => NO_SUCH_OVERLOAD;
    return this.#strict(
      declaration,
      operands.map((operand) => this.compile(operand, scope)),
    );
  }

  /** Operators and functions that do not take plain values, or that are worth a closure of their own. */
  #special(expr: Call, scope: Scope): Closure | undefined {
    const { name, target, args } = expr;
    const [first, second, third] = args as readonly [Expr, Expr, Expr];
    const compile = (operand: Expr) => this.compile(operand, scope);
    if (target === undefined) {
      switch (name) {
        case "_&&_":
          return logic(args.map(compile), false);
        case "_||_":
          return logic(args.map(compile), true);
        case "_?_:_":
          return ternary(compile(first), compile(second), compile(third));
        case "!_": {
          const operand = compile(first);
          return (bindings, locals) => not(operand(bindings, locals));
        }
        case "_?._": {
          const field = second.kind === "literal" ? String(second.value) : "";
          return this.#optionalField(first, field, scope);
        }
        case "_[?_]":
          return strict2(compile(first), compile(second), optionalIndex);
        case "now":
          return (bindings) => bindings.now ?? new CelError("now() needs an instant to be bound");
      }
      if (args.length === 2) {
        const operator = binaryOperator(name, first, second, compile);
        if (operator !== undefined) return operator;
      }
      if (name === "timeSince") return this.#timeSince(first, scope);
      return undefined;
    }
    if ((name === "orValue" || name === "or") && args.length === 1)
      return lazyDefault(compile(target), compile(first), name === "or");
    if (name === "timeSince" && args.length === 0) return this.#timeSince(target, scope);
    if (name === "matches" && args.length === 1 && first.kind === "literal" && typeof first.value === "string")
      return constantPattern(compile(target), first.value);
    return undefined;
  }

  #optionalField(operand: Expr, field: string, scope: Scope): Closure {
    const members = this.#members(operand, scope);
    if (members !== undefined) {
      return (bindings) => {
        const value = member(members(bindings), field);
        return isError(value) ? Optional.none : Optional.of(value);
      };
    }
    const value = this.compile(operand, scope);
    return (bindings, locals) => {
      const from = value(bindings, locals);
      return isError(from) ? from : optionalSelect(from, field);
    };
  }

  #timeSince(operand: Expr, scope: Scope): Closure {
    const value = this.compile(operand, scope);
    const { timeSince } = this.parts;
    return (bindings, locals) => {
      const since = value(bindings, locals);
      return isError(since) ? since : timeSince(bindings.now, since);
    };
  }

  /** Arguments from left to right; the first that fails is the result, unless the function wants to see failures. */
  #strict(declaration: FunctionDeclaration, operands: readonly Closure[]): Closure {
    const call = dispatcher(declaration, operands.length);
    const { takesErrors = false } = declaration;
    const [first, second] = operands;
    if (operands.length === 1 && first !== undefined && !takesErrors) {
      return (bindings, locals) => {
        const a = first(bindings, locals);
        return isError(a) ? a : call([a]);
      };
    }
    if (operands.length === 2 && first !== undefined && second !== undefined && !takesErrors)
      return strict2(first, second, (a, b) => call([a, b]));
    return (bindings, locals) => {
      const values: CelValue[] = [];
      for (const operand of operands) {
        const value = operand(bindings, locals);
        if (isError(value) && !takesErrors) return value;
        values.push(value as CelValue);
      }
      return call(values);
    };
  }

  #comprehension(expr: Comprehension, scope: Scope): Closure {
    const range = this.compile(expr.range, scope);
    const [one, firstSlot] = this.#bound(scope, expr.variables[0] as string);
    const [inner, secondSlot] = expr.variables.length === 2 ? this.#bound(one, expr.variables[1] as string) : [one, -1];
    const filter = expr.filter === undefined ? undefined : this.compile(expr.filter, inner);
    const body = this.compile(expr.body, inner);
    const { macro, variables } = expr;
    const { sortByKeys } = this.parts;
    return (bindings, locals) => {
      const step =
        (run: Closure): Step =>
        (first, second) => {
          locals[firstSlot] = first;
          if (secondSlot >= 0) locals[secondSlot] = second;
          return run(bindings, locals);
        };
      const over = range(bindings, locals);
      const made = runLoop(macro, variables.length, over, filter && step(filter), step(body));
      return macro === "sortBy" && !isError(made)
        ? sortByKeys(over as readonly CelValue[], made as readonly CelValue[])
        : made;
    };
  }
}

/** `a && b && ...` (`decisive` false) and `a || b || ...` (true): the deciding value ends it, failures wait for one. */
function logic(operands: readonly Closure[], decisive: boolean): Closure {
  const join = decisive ? disjunction : conjunction;
  const [first, second] = operands;
  if (operands.length === 2 && first !== undefined && second !== undefined) {
    return (bindings, locals) => {
      const a = first(bindings, locals);
      if (a === decisive) return decisive;
      const b = second(bindings, locals);
      return b === decisive ? decisive : join(a, b);
    };
  }
  return (bindings, locals) => {
    let result: CelResult = !decisive;
    for (const operand of operands) {
      const value = operand(bindings, locals);
      if (value === decisive) return decisive;
      result = join(result, value);
    }
    return result;
  };
}

function ternary(condition: Closure, yes: Closure, no: Closure): Closure {
  return (bindings, locals) => {
    const chosen = condition(bindings, locals);
    if (chosen === true) return yes(bindings, locals);
    return chosen === false ? no(bindings, locals) : failureOf(chosen);
  };
}

function strict2(first: Closure, second: Closure, apply: (a: CelValue, b: CelValue) => CelResult): Closure {
  return (bindings, locals) => {
    const a = first(bindings, locals);
    if (isError(a)) return a;
    const b = second(bindings, locals);
    return isError(b) ? b : apply(a, b);
  };
}

/** `o.orValue(x)` and `o.or(x)`: the argument is evaluated only when nothing is there. */
function lazyDefault(target: Closure, fallback: Closure, keepsOptional: boolean): Closure {
  return (bindings, locals) => {
    const optional = target(bindings, locals);
    if (!(optional instanceof Optional)) return failureOf(optional);
    if (optional.value !== undefined) return keepsOptional ? optional : optional.value;
    const other = fallback(bindings, locals);
    return keepsOptional && !(other instanceof Optional) ? failureOf(other) : other;
  };
}

function constantPattern(text: Closure, pattern: string): Closure {
  const regex = compileRegex(pattern);
  return (bindings, locals) => {
    const value = text(bindings, locals);
    if (typeof value !== "string") return failureOf(value);
    return isError(regex) ? regex : regex.test(value);
  };
}

function notOptional(value: CelResult): CelError {
  return isError(value) ? value : namedMismatch("hasValue", [value]);
}
