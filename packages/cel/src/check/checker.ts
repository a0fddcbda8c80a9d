import type { Ast, Bind, Call, Comprehension, Expr, Ident, OptMap, Select, Struct } from "../ast.js";
import { CelCompileError, located, type RawIssue } from "../issue.js";
import type { FunctionDeclaration } from "../library/define.js";
import { Uint } from "../value/uint.js";
import { type Declarations, functionKey } from "./declarations.js";
import {
  BOOL,
  BYTES,
  type CelType,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listOf,
  mapOf,
  message,
  NULL,
  optionalOf,
  param,
  STRING,
  TIMESTAMP,
  typeOf,
  typeText,
  UINT,
} from "./types.js";
import { assign, assignAll, isDyn, isSame, mostGeneral, type Substitution, substitute } from "./unify.js";
import { literalProblem } from "./validators.js";

/** An expression whose names are resolved and whose types are known. */
export interface Checked {
  /** Qualified names of functions and types have become plain ones. */
  readonly expr: Expr;
  readonly source: string;
  readonly type: CelType;
  /** The static type of each node; a node that is not there is dyn. */
  readonly types: ReadonlyMap<Expr, CelType>;
}

/**
 * Resolves names and checks types (cel.md section 3).
 * @throws CelCompileError with every issue, in the order of their places.
 */
export function check(ast: Ast, declarations: Declarations): Checked {
  const checker = new Checker(declarations);
  const expr = checker.check(ast.expr, undefined);
  if (checker.issues.length > 0) throw new CelCompileError(located(checker.issues, ast.source));
  const types = checker.finalTypes();
  return { expr, source: ast.source, type: types.get(expr) ?? DYN, types };
}

/** The variables of comprehensions around an expression, innermost first. */
interface Scope {
  readonly names: ReadonlyMap<string, CelType>;
  readonly outer: Scope | undefined;
}

class Checker {
  readonly issues: RawIssue[] = [];
  readonly #types = new Map<Expr, CelType>();
  #known: Substitution = new Map();
  #fresh = 0;

  constructor(private readonly declarations: Declarations) {}

  finalTypes(): ReadonlyMap<Expr, CelType> {
    for (const [expr, type] of this.#types) this.#types.set(expr, substitute(type, this.#known, true));
    return this.#types;
  }

  #issue(message: string, at: number): void {
    this.issues.push({ message, at });
  }

  #typed<T extends Expr>(expr: T, type: CelType): T {
    this.#types.set(expr, type);
    return expr;
  }

  #typeOf(expr: Expr): CelType {
    return substitute(this.#types.get(expr) ?? DYN, this.#known);
  }

  #text(type: CelType): string {
    return typeText(substitute(type, this.#known, true));
  }

  #parameter(): CelType {
    this.#fresh += 1;
    return param(`#${this.#fresh}`);
  }

  #assign(from: CelType, to: CelType): boolean {
    const known = assign(this.#known, from, to);
    if (known !== undefined) this.#known = known;
    return known !== undefined;
  }

  check(expr: Expr, scope: Scope | undefined): Expr {
    switch (expr.kind) {
      case "literal":
        return this.#typed(expr, literalType(expr.value));
      case "constant":
        return this.check(expr.source, scope);
      case "ident":
        return this.#ident(expr, scope);
      case "select":
        return this.#select(expr, scope);
      case "call":
        return this.#call(expr, scope);
      case "list": {
        const elements = expr.elements.map(({ value, optional }) => ({ value: this.check(value, scope), optional }));
        const types = elements.map(({ value, optional }) => this.#unwrapped(value, optional));
        return this.#typed({ ...expr, elements }, listOf(this.#joined(types)));
      }
      case "map": {
        const entries = expr.entries.map(({ key, value, optional }) => ({
          key: this.check(key, scope),
          value: this.check(value, scope),
          optional,
        }));
        const key = this.#joined(entries.map((entry) => this.#typeOf(entry.key)));
        const value = this.#joined(entries.map((entry) => this.#unwrapped(entry.value, entry.optional)));
        return this.#typed({ ...expr, entries }, mapOf(key, value));
      }
      case "struct":
        return this.#struct(expr, scope);
      case "comprehension":
        return this.#comprehension(expr, scope);
      case "bind":
        return this.#bind(expr, scope);
      case "optMap":
        return this.#optMap(expr, scope);
    }
  }

  /** The type inside an optional element or entry. */
  #unwrapped(value: Expr, optional: boolean): CelType {
    const type = this.#typeOf(value);
    if (!optional) return type;
    if (type.kind === "optional") return type.of;
    if (!isDyn(type))
      this.#issue(`expected type 'optional_type(${this.#text(type)})' but found '${this.#text(type)}'`, value.at);
    return type;
  }

  /** The common type of the elements of a literal, or dyn when they have none. */
  #joined(types: readonly CelType[]): CelType {
    let joined: CelType | undefined;
    for (const type of types) {
      if (joined === undefined) joined = type;
      else joined = this.#assign(joined, type) ? mostGeneral(joined, type) : DYN;
    }
    return joined ?? this.#parameter();
  }

  #ident(expr: Ident, scope: Scope | undefined): Expr {
    const type = this.#resolve(expr.name, expr.root ? undefined : scope);
    if (type !== undefined) return this.#typed(expr, type);
    this.#issue(`undeclared reference to '${expr.root ? "." : ""}${expr.name}' (in container '')`, expr.at);
    return this.#typed(expr, DYN);
  }

  /** The type of a name: a variable of a comprehension, a declared one, or a type that is a value. */
  #resolve(name: string, scope: Scope | undefined): CelType | undefined {
    for (let around = scope; around !== undefined; around = around.outer) {
      const local = around.names.get(name);
      if (local !== undefined) return local;
    }
    const declared = this.declarations.variables.get(name);
    if (declared !== undefined) return declared;
    const type = this.declarations.types.get(name);
    return type === undefined ? undefined : typeOf(type);
  }

  #select(expr: Select, scope: Scope | undefined): Expr {
    const qualified = expr.test ? undefined : qualifiedName(expr);
    if (qualified !== undefined && !this.#isLocal(qualified, scope)) {
      const enumValue = this.declarations.enumValues.get(qualified.text);
      if (enumValue !== undefined) return this.#typed({ kind: "literal", at: expr.at, value: enumValue }, INT);
      const type = this.declarations.types.get(qualified.text);
      if (type !== undefined)
        return this.#typed({ kind: "ident", at: expr.at, name: qualified.text, root: true }, typeOf(type));
    }
    const operand = this.check(expr.operand, scope);
    const type = this.#field(operand, expr.field, expr.at);
    return this.#typed({ ...expr, operand }, expr.test ? BOOL : type);
  }

  #isLocal(name: QualifiedName, scope: Scope | undefined): boolean {
    if (name.root) return false;
    for (let around = scope; around !== undefined; around = around.outer) if (around.names.has(name.first)) return true;
    return false;
  }

  /** The type of `operand.field`; optional when the operand is. */
  #field(operand: Expr, field: string, at: number): CelType {
    const whole = this.#typeOf(operand);
    const type = whole.kind === "optional" ? substitute(whole.of, this.#known) : whole;
    const result = this.#fieldOf(type, field, at);
    return whole.kind === "optional" ? optionalOf(result) : result;
  }

  #fieldOf(type: CelType, field: string, at: number): CelType {
    switch (type.kind) {
      case "map":
        return type.value;
      case "message": {
        const found = this.declarations.messages.get(type.name)?.fields.get(field);
        if (found === undefined) this.#issue(`undefined field '${field}'`, at);
        return found ?? DYN;
      }
      case "param":
        // Nothing else may be decided about it later.
        this.#assign(DYN, type);
        return DYN;
      case "dyn":
        return DYN;
      case "opaque":
        // Variables, constants and globals have any name.
        if (type.name === "cerbos.Variables") return DYN;
        this.#issue(`unexpected failed resolution of '${type.name}'`, at);
        return DYN;
      default:
        this.#issue(`type '${this.#text(type)}' does not support field selection`, at);
        return DYN;
    }
  }

  #call(expr: Call, scope: Scope | undefined): Expr {
    if (expr.name === "_&&_" || expr.name === "_||_") return this.#logic(expr, scope);
    if (expr.name === "_?._") return this.#optionalSelect(expr, scope);
    const name = this.#namespaced(expr, scope);
    const target = name === undefined && expr.target !== undefined ? this.check(expr.target, scope) : undefined;
    const args = expr.args.map((argument) => this.check(argument, scope));
    const resolved: Call = { ...expr, name: name ?? expr.name, target, args };
    const declaration = this.declarations.functions.get(
      functionKey(target === undefined ? "global" : "method", resolved.name),
    );
    const operands = target === undefined ? args : [target, ...args];
    if (declaration === undefined) {
      this.#noFunction(resolved, operands);
      return this.#typed(resolved, DYN);
    }
    const type = this.#overload(declaration, operands, target !== undefined, expr.at);
    const problem = literalProblem(resolved, (argument) => this.#typeOf(argument));
    if (problem !== undefined) this.#issue(problem.message, problem.at);
    return this.#typed(resolved, type);
  }

  /** A name that is known in the other style fits no overload; any other is undeclared. */
  #noFunction(call: Call, operands: readonly Expr[]): void {
    const isMethod = call.target !== undefined;
    if (this.declarations.functions.has(functionKey(isMethod ? "global" : "method", call.name)))
      this.#noOverload(
        call.name,
        operands.map((operand) => this.#typeOf(operand)),
        isMethod,
        call.at,
      );
    else this.#issue(`undeclared reference to '${call.name}' (in container '')`, call.at);
  }

  #noOverload(name: string, types: readonly CelType[], isMethod: boolean, at: number): void {
    const texts = types.map((type) => this.#text(type));
    const applied = isMethod ? `${texts[0]}.(${texts.slice(1).join(", ")})` : `(${texts.join(", ")})`;
    this.#issue(`found no matching overload for '${name}' applied to '${applied}'`, at);
  }

  /** `math.ceil(x)` is a method call by its looks; it is a function when the dotted name is one, and no variable hides it. */
  #namespaced(expr: Call, scope: Scope | undefined): string | undefined {
    const qualified = expr.target === undefined ? undefined : qualifiedName(expr.target);
    if (qualified === undefined || this.#isLocal(qualified, scope)) return undefined;
    const name = `${qualified.text}.${expr.name}`;
    return this.declarations.functions.has(functionKey("global", name)) ? name : undefined;
  }

  #logic(expr: Call, scope: Scope | undefined): Expr {
    const args = expr.args.map((argument) => this.check(argument, scope));
    for (const argument of args) {
      const type = this.#typeOf(argument);
      if (!this.#assign(type, BOOL)) this.#issue(`expected type 'bool' but found '${this.#text(type)}'`, argument.at);
    }
    return this.#typed({ ...expr, args }, BOOL);
  }

  #optionalSelect(expr: Call, scope: Scope | undefined): Expr {
    const [operand, field] = [this.check(expr.args[0] as Expr, scope), expr.args[1] as Expr];
    const type = this.#field(operand, field.kind === "literal" ? String(field.value) : "", expr.at);
    const args = [operand, this.#typed(field, STRING)];
    return this.#typed({ ...expr, args }, type.kind === "optional" ? type : optionalOf(type));
  }

  /** The result of a call: that of the one overload that takes the arguments, or dyn when several do and differ. */
  #overload(declaration: FunctionDeclaration, operands: readonly Expr[], isMethod: boolean, at: number): CelType {
    const types = operands.map((operand) => this.#typeOf(operand));
    let result: CelType | undefined;
    for (const { params, result: declared } of declaration.overloads) {
      if (params.length !== types.length) continue;
      const instance = this.#instance([...params, declared]);
      const known = assignAll(this.#known, types, instance.slice(0, -1));
      if (known === undefined) continue;
      this.#known = known;
      const found = substitute(instance[instance.length - 1] as CelType, known);
      if (result === undefined) result = found;
      else if (!isDyn(result) && !isSame(found, result)) result = DYN;
    }
    if (result !== undefined) return result;
    this.#noOverload(declaration.name, types, isMethod, at);
    return DYN;
  }

  /** A signature with fresh parameters. */
  #instance(types: readonly CelType[]): readonly CelType[] {
    const names = new Map<string, CelType>();
    const rename = (type: CelType): CelType => {
      switch (type.kind) {
        case "param": {
          const fresh = names.get(type.name) ?? this.#parameter();
          names.set(type.name, fresh);
          return fresh;
        }
        case "list":
          return listOf(rename(type.element));
        case "map":
          return mapOf(rename(type.key), rename(type.value));
        case "type":
          return typeOf(rename(type.of));
        case "optional":
          return optionalOf(rename(type.of));
        default:
          return type;
      }
    };
    return types.map(rename);
  }

  #struct(expr: Struct, scope: Scope | undefined): Expr {
    const name = expr.type.replace(/^\./, "");
    const declared = this.declarations.messages.get(name);
    const fields = expr.fields.map((field) => ({ ...field, value: this.check(field.value, scope) }));
    if (declared === undefined) {
      const type = this.declarations.types.get(name);
      if (type === undefined) this.#issue(`undeclared reference to '${expr.type}' (in container '')`, expr.at);
      else this.#issue(type.kind === "opaque" ? `'${name}' is not a type` : `'${name}' is not a message type`, expr.at);
      return this.#typed({ ...expr, fields }, DYN);
    }
    for (const field of fields) {
      const wanted = declared.fields.get(field.name);
      const found = this.#unwrapped(field.value, field.optional);
      if (wanted === undefined) this.#issue(`undefined field '${field.name}'`, field.at);
      else if (!this.#assign(found, wanted))
        this.#issue(
          `expected type of field '${field.name}' is '${this.#text(wanted)}' but provided type is '${this.#text(found)}'`,
          field.at,
        );
    }
    return this.#typed({ ...expr, type: name, fields }, wellKnown[name] ?? message(name));
  }

  #comprehension(expr: Comprehension, scope: Scope | undefined): Expr {
    const range = this.check(expr.range, scope);
    const names = new Map<string, CelType>();
    const [key, value] = this.#rangeTypes(range, expr.variables.length);
    if (expr.variables.length === 1) names.set(expr.variables[0] as string, key);
    else {
      names.set(expr.variables[0] as string, key);
      names.set(expr.variables[1] as string, value);
    }
    const inner: Scope = { names, outer: scope };
    const filter = expr.filter === undefined ? undefined : this.check(expr.filter, inner);
    const body = this.check(expr.body, inner);
    const checked: Comprehension = { ...expr, range, filter, body };
    return this.#typed(checked, this.#comprehensionType(checked, key));
  }

  /** Types of the variables: the element, or the key and the value. */
  #rangeTypes(range: Expr, variables: number): readonly [CelType, CelType] {
    const type = this.#typeOf(range);
    switch (type.kind) {
      case "list":
        return variables === 1 ? [type.element, DYN] : [INT, type.element];
      case "map":
        return [type.key, type.value];
      case "param":
        this.#assign(DYN, type);
        return [DYN, DYN];
      case "dyn":
        return [DYN, DYN];
      default:
        this.#issue(
          `expression of type '${this.#text(type)}' cannot be range of a comprehension (must be list, map, or dynamic)`,
          range.at,
        );
        return [DYN, DYN];
    }
  }

  /** The result, with the checks that the reference's loop of the same macro would make. */
  #comprehensionType(expr: Comprehension, element: CelType): CelType {
    const body = this.#typeOf(expr.body);
    switch (expr.macro) {
      case "all":
      case "exists":
        this.#expectBool(expr.body);
        return BOOL;
      case "exists_one":
        this.#expectCondition(expr.body, INT, expr.at);
        return BOOL;
      case "filter":
        this.#expectCondition(expr.body, listOf(element), expr.at);
        return listOf(element);
      case "map":
      case "transformList":
        if (expr.filter !== undefined) this.#expectCondition(expr.filter, listOf(body), expr.at);
        return listOf(body);
      case "transformMap": {
        const type = mapOf(this.#keyType(expr), body);
        if (expr.filter !== undefined) this.#expectCondition(expr.filter, type, expr.at);
        return type;
      }
      case "transformMapEntry": {
        const fresh = mapOf(this.#parameter(), this.#parameter());
        const type = this.#assign(body, fresh) ? substitute(fresh, this.#known) : undefined;
        if (type === undefined)
          this.#issue(
            `found no matching overload for 'cel.@mapInsert' applied to '(map(dyn, dyn), ${this.#text(body)})'`,
            expr.at,
          );
        if (expr.filter !== undefined) this.#expectCondition(expr.filter, type ?? DYN, expr.at);
        return type ?? DYN;
      }
      case "sortBy": {
        const declaration = this.declarations.functions.get(functionKey("method", "@sortByAssociatedKeys"));
        const keys = this.#typed<Expr>({ kind: "list", at: expr.at, elements: [] }, listOf(body));
        if (declaration !== undefined) this.#overload(declaration, [expr.range, keys], true, expr.at);
        return this.#typeOf(expr.range);
      }
    }
  }

  #keyType(expr: Comprehension): CelType {
    return this.#rangeTypes(expr.range, 2)[0];
  }

  #expectBool(expr: Expr): void {
    const type = this.#typeOf(expr);
    if (!this.#assign(type, BOOL)) this.#issue(`expected type 'bool' but found '${this.#text(type)}'`, expr.at);
  }

  /** A condition that chooses between two results of one type: what `_?_:_` would say. */
  #expectCondition(condition: Expr, result: CelType, at: number): void {
    const type = this.#typeOf(condition);
    if (!this.#assign(type, BOOL))
      this.#issue(
        `found no matching overload for '_?_:_' applied to '(${this.#text(type)}, ${this.#text(result)}, ${this.#text(result)})'`,
        at,
      );
  }

  #bind(expr: Bind, scope: Scope | undefined): Expr {
    const init = this.check(expr.init, scope);
    const body = this.check(expr.body, { names: new Map([[expr.name, this.#typeOf(init)]]), outer: scope });
    return this.#typed({ ...expr, init, body }, this.#typeOf(body));
  }

  #optMap(expr: OptMap, scope: Scope | undefined): Expr {
    const target = this.check(expr.target, scope);
    const type = this.#typeOf(target);
    const held = this.#parameter();
    if (!this.#assign(type, optionalOf(held)))
      this.#issue(`found no matching overload for 'hasValue' applied to '${this.#text(type)}.()'`, expr.at);
    const inner = isDyn(type) ? DYN : substitute(held, this.#known);
    const body = this.check(expr.body, { names: new Map([[expr.name, inner]]), outer: scope });
    const result = this.#typeOf(body);
    if (expr.flat && !this.#assign(result, optionalOf(this.#parameter())))
      this.#issue(
        `found no matching overload for '_?_:_' applied to '(bool, ${this.#text(result)}, optional_type(dyn))'`,
        expr.at,
      );
    return this.#typed({ ...expr, target, body }, expr.flat ? result : optionalOf(result));
  }
}

interface QualifiedName {
  readonly text: string;
  readonly first: string;
  readonly root: boolean;
}

/** `a.b.c` as one name, when it is nothing but names and dots. */
function qualifiedName(expr: Expr): QualifiedName | undefined {
  if (expr.kind === "ident") return { text: expr.name, first: expr.name, root: expr.root };
  if (expr.kind !== "select" || expr.test) return undefined;
  const operand = qualifiedName(expr.operand);
  return operand === undefined ? undefined : { ...operand, text: `${operand.text}.${expr.field}` };
}

function literalType(value: unknown): CelType {
  switch (typeof value) {
    case "string":
      return STRING;
    case "bigint":
      return INT;
    case "number":
      return DOUBLE;
    case "boolean":
      return BOOL;
  }
  if (value instanceof Uint) return UINT;
  return value === null ? NULL : BYTES;
}

/** Messages that become values of other types as soon as they are made (cel.md section 6.13). */
const wellKnown: Readonly<Record<string, CelType>> = {
  "google.protobuf.Duration": DURATION,
  "google.protobuf.Timestamp": TIMESTAMP,
  "google.protobuf.BoolValue": BOOL,
  "google.protobuf.BytesValue": BYTES,
  "google.protobuf.DoubleValue": DOUBLE,
  "google.protobuf.FloatValue": DOUBLE,
  "google.protobuf.Int32Value": INT,
  "google.protobuf.Int64Value": INT,
  "google.protobuf.StringValue": STRING,
  "google.protobuf.UInt32Value": UINT,
  "google.protobuf.UInt64Value": UINT,
  "google.protobuf.Struct": mapOf(STRING, DYN),
  "google.protobuf.ListValue": listOf(DYN),
  "google.protobuf.Value": DYN,
};
