import type { Call, Expr, Ident } from "../ast.js";
import type { Checked } from "../check/checker.js";
import type { CelType } from "../check/types.js";
import { compileToClosures } from "../compile/closures.js";
import type { EnvironmentParts } from "../compile/parts.js";
import { renewWork } from "../compile/work.js";
import { isEqual } from "../value/equality.js";
import { isError } from "../value/error.js";
import type { CelValue } from "../value/value.js";
import { children, withChildren } from "../walk.js";

/**
 * Works out what does not depend on a request (cel.md section 8, rules F1 to F3 with their visible effects). What fails is left
 * as it was, to fail or be absorbed at run time. An expression that asks for the time is not folded.
 */
export function fold(checked: Checked, parts: EnvironmentParts): Checked {
  if (asksForTime(checked.expr)) return checked;
  const types = new Map(checked.types);
  const folder = new Folder(types, parts);
  const expr = folder.fold(checked.expr, new Set());
  return { ...checked, expr, types };
}

function asksForTime(expr: Expr): boolean {
  if (expr.kind === "call" && (expr.name === "now" || expr.name === "timeSince")) return true;
  return children(expr).some((child) => asksForTime(child.expr));
}

/** The value of a literal or of a part that was folded already. */
const knownValue = (expr: Expr): CelValue | undefined =>
  expr.kind === "literal" || expr.kind === "constant" ? expr.value : undefined;

const isLiteral = (expr: Expr): boolean => expr.kind === "literal" || expr.kind === "constant";

class Folder {
  constructor(
    private readonly types: Map<Expr, CelType>,
    private readonly parts: EnvironmentParts,
  ) {}

  /** @param bound the variables of comprehensions around the expression. */
  fold(expr: Expr, bound: ReadonlySet<string>): Expr {
    const inner = children(expr).map((child) =>
      this.fold(child.expr, child.binds.length === 0 ? bound : new Set([...bound, ...child.binds])),
    );
    const rebuilt = this.#typedLike(withChildren(expr, inner), expr);
    if (rebuilt.kind === "call") {
      const simpler = this.#logic(rebuilt) ?? this.#ternary(rebuilt) ?? this.#membership(rebuilt, bound);
      if (simpler !== undefined) return this.#typedLike(simpler, expr);
    }
    return this.#evaluated(rebuilt, bound);
  }

  #typedLike(made: Expr, original: Expr): Expr {
    const type = this.types.get(original);
    if (type !== undefined && !this.types.has(made)) this.types.set(made, type);
    return made;
  }

  #constant(value: CelValue, source: Expr): Expr {
    return { kind: "constant", at: source.at, value, source };
  }

  /** A part without free variables becomes its value. */
  #evaluated(expr: Expr, bound: ReadonlySet<string>): Expr {
    if (isLiteral(expr) || expr.kind === "ident" || !this.#isClosed(expr, new Set(), bound)) return expr;
    const { run, slots } = compileToClosures(
      { expr, source: "", type: { kind: "dyn" }, types: this.types },
      this.parts,
    );
    renewWork();
    const value = run({}, new Array(slots));
    return isError(value) ? expr : this.#typedLike(this.#constant(value, expr), expr);
  }

  /** Whether a part names nothing but its own variables and types; `outer` are the variables of comprehensions around it. */
  #isClosed(expr: Expr, own: ReadonlySet<string>, outer: ReadonlySet<string>): boolean {
    if (expr.kind === "ident") {
      if (!expr.root && own.has(expr.name)) return true;
      return (expr.root || !outer.has(expr.name)) && !this.parts.sources.has(expr.name);
    }
    return children(expr).every((child) =>
      this.#isClosed(child.expr, child.binds.length === 0 ? own : new Set([...own, ...child.binds]), outer),
    );
  }

  /**
   * F2, operand by operand from the left: an absorbing literal decides; identities and literals that are no bools go, if what
   * is left is a bool for certain.
   */
  #logic(expr: Call): Expr | undefined {
    if (expr.name !== "_&&_" && expr.name !== "_||_") return undefined;
    const absorbing = expr.name === "_||_";
    const decisive = expr.args.find((operand) => knownValue(operand) === absorbing);
    if (decisive !== undefined) return decisive;
    const [first, ...others] = expr.args as readonly [Expr, ...Expr[]];
    let kept: readonly Expr[] = [first];
    for (const operand of others) kept = this.#joined(kept, operand);
    const [only] = kept;
    if (kept.length === expr.args.length) return undefined;
    return kept.length === 1 ? only : { ...expr, args: kept };
  }

  /** What is left of some operands and one more. Several are a bool, whatever each of them is. */
  #joined(kept: readonly Expr[], operand: Expr): readonly Expr[] {
    const [only] = kept as readonly [Expr];
    const literal = kept.length === 1 && isLiteral(only);
    if (literal && isLiteral(operand)) return typeof knownValue(only) === "boolean" ? kept : [...kept, operand];
    if (literal) return isBool(this.types.get(operand)) ? [operand] : [...kept, operand];
    if (!isLiteral(operand)) return [...kept, operand];
    return kept.length > 1 || isBool(this.types.get(only)) ? kept : [...kept, operand];
  }

  /** F1: with constants everywhere, a condition that is no bool chooses the second branch. */
  #ternary(expr: Call): Expr | undefined {
    if (expr.name !== "_?_:_") return undefined;
    const [condition, yes, no] = expr.args as readonly [Expr, Expr, Expr];
    if (!isLiteral(condition)) return undefined;
    const value = knownValue(condition);
    if (typeof value === "boolean") return value ? yes : no;
    return isLiteral(yes) && isLiteral(no) ? no : undefined;
  }

  /** F3: nothing is in an empty list; a literal, or a plain name, that stands in a list literal is in it. */
  #membership(expr: Call, bound: ReadonlySet<string>): Expr | undefined {
    if (expr.name !== "@in") return undefined;
    const [needle, list] = expr.args as readonly [Expr, Expr];
    if (usesAny(needle, bound) || usesAny(list, bound)) return undefined;
    const constant = list.kind === "constant" ? list.value : undefined;
    if ((list.kind === "list" && list.elements.length === 0) || (Array.isArray(constant) && constant.length === 0))
      return this.#constant(false, expr);
    if (list.kind !== "list") return undefined;
    const found = list.elements.some(({ value, optional }) => !optional && isSameOperand(needle, value, this.types));
    return found ? this.#constant(true, expr) : undefined;
  }
}

function isSameOperand(needle: Expr, element: Expr, types: ReadonlyMap<Expr, CelType>): boolean {
  if (needle.kind === "ident" && element.kind === "ident")
    return needle.name === element.name && neverNaN(needle, types);
  const a = knownValue(needle);
  const b = knownValue(element);
  return a !== undefined && b !== undefined && isEqual(a, b);
}

/** Only of such a type a value is certain to equal itself. */
function neverNaN(expr: Ident, types: ReadonlyMap<Expr, CelType>): boolean {
  const type = types.get(expr);
  return type?.kind === "primitive" && type.name !== "double";
}

function usesAny(expr: Expr, bound: ReadonlySet<string>): boolean {
  if (bound.size === 0) return false;
  if (expr.kind === "ident") return !expr.root && bound.has(expr.name);
  return children(expr).some((child) => usesAny(child.expr, bound));
}

const isBool = (type: CelType | undefined): boolean => type?.kind === "primitive" && type.name === "bool";
