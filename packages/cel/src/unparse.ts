import type { Call, Comprehension, Expr, LiteralValue } from "./ast.js";
import { Uint } from "./value/uint.js";

/** How tightly an operator binds; a looser operand needs parentheses. */
const TERNARY = 1,
  OR = 2,
  AND = 3,
  RELATION = 4,
  ADDITION = 5,
  PRODUCT = 6,
  UNARY = 7,
  MEMBER = 8;

const binary: Readonly<Record<string, readonly [symbol: string, level: number]>> = {
  "_<_": ["<", RELATION],
  "_<=_": ["<=", RELATION],
  "_>_": [">", RELATION],
  "_>=_": [">=", RELATION],
  "_==_": ["==", RELATION],
  "_!=_": ["!=", RELATION],
  "@in": ["in", RELATION],
  "_+_": ["+", ADDITION],
  "_-_": ["-", ADDITION],
  "_*_": ["*", PRODUCT],
  "_/_": ["/", PRODUCT],
  "_%_": ["%", PRODUCT],
};

/** Internal names back to how they are written. */
const written: Readonly<Record<string, string>> = { "math.@min": "math.least", "math.@max": "math.greatest" };

/** An expression's canonical text: parsing it gives the same tree, places aside. */
export function unparse(expr: Expr): string {
  return text(expr, 0);
}

/** The text, in parentheses when it binds more loosely than its surroundings demand. */
function text(expr: Expr, least: number): string {
  const [inner, level] = precedence(expr);
  return level < least ? `(${inner})` : inner;
}

function precedence(expr: Expr): readonly [text: string, level: number] {
  switch (expr.kind) {
    case "literal":
      return literal(expr.value);
    case "constant":
      return precedence(expr.source);
    case "ident":
      return [(expr.root ? "." : "") + expr.name, MEMBER];
    case "select": {
      const selected = `${text(expr.operand, MEMBER)}.${field(expr.field)}`;
      return [expr.test ? `has(${selected})` : selected, MEMBER];
    }
    case "call":
      return call(expr);
    case "list":
      return [
        `[${expr.elements.map(({ value, optional }) => (optional ? "?" : "") + text(value, 0)).join(", ")}]`,
        MEMBER,
      ];
    case "map": {
      const entries = expr.entries.map(
        ({ key, value, optional }) => `${optional ? "?" : ""}${text(key, 0)}: ${text(value, 0)}`,
      );
      return [`{${entries.join(", ")}}`, MEMBER];
    }
    case "struct": {
      const fields = expr.fields.map(
        ({ name, value, optional }) => `${optional ? "?" : ""}${field(name)}: ${text(value, 0)}`,
      );
      return [`${expr.type}{${fields.join(", ")}}`, MEMBER];
    }
    case "comprehension":
      return [comprehension(expr), MEMBER];
    case "bind":
      return [`cel.bind(${expr.name}, ${text(expr.init, 0)}, ${text(expr.body, 0)})`, MEMBER];
    case "optMap":
      return [
        `${text(expr.target, MEMBER)}.${expr.flat ? "optFlatMap" : "optMap"}(${expr.name}, ${text(expr.body, 0)})`,
        MEMBER,
      ];
  }
}

function call(expr: Call): readonly [string, number] {
  const { name, target, args } = expr;
  const [first, second, third] = args as readonly [Expr, Expr, Expr];
  const operator = binary[name];
  if (operator !== undefined && target === undefined) {
    const [symbol, level] = operator;
    return [`${text(first, level)} ${symbol} ${text(second, level + 1)}`, level];
  }
  switch (name) {
    case "_&&_":
      return [args.map((operand) => text(operand, AND + 1)).join(" && "), AND];
    case "_||_":
      return [args.map((operand) => text(operand, OR + 1)).join(" || "), OR];
    case "_?_:_":
      return [`${text(first, OR)} ? ${text(second, OR)} : ${text(third, TERNARY)}`, TERNARY];
    case "!_":
    case "-_":
      return [name[0] + unaryOperand(first, name[0] as string), UNARY];
    case "_[_]":
      return [`${text(first, MEMBER)}[${text(second, 0)}]`, MEMBER];
    case "_[?_]":
      return [`${text(first, MEMBER)}[?${text(second, 0)}]`, MEMBER];
    case "_?._":
      return [`${text(first, MEMBER)}.?${field(second.kind === "literal" ? String(second.value) : "")}`, MEMBER];
  }
  const list = `(${args.map((argument) => text(argument, 0)).join(", ")})`;
  return [target === undefined ? `${written[name] ?? name}${list}` : `${text(target, MEMBER)}.${name}${list}`, MEMBER];
}

/** A minus before a number would become its sign, and a run of `!` or `-` would collapse: parentheses keep them apart. */
function unaryOperand(operand: Expr, symbol: string): string {
  const inner = text(operand, MEMBER);
  return symbol === "-" && /^[-.0-9]/.test(inner) ? `(${inner})` : inner;
}

function comprehension({ macro, range, variables, filter, body }: Comprehension): string {
  const args = [...variables, ...(filter === undefined ? [] : [text(filter, 0)]), text(body, 0)];
  return `${text(range, MEMBER)}.${macro}(${args.join(", ")})`;
}

/** A name that is no plain identifier stands in backticks. */
const field = (name: string) =>
  /^[A-Za-z_]\w*$/.test(name) && !["in", "true", "false", "null"].includes(name) ? name : `\`${name}\``;

function literal(value: LiteralValue): readonly [string, number] {
  if (typeof value === "string") return [quoted(value), MEMBER];
  if (typeof value === "bigint") return [String(value), value < 0n ? UNARY : MEMBER];
  if (typeof value === "number") return [double(value), value < 0 || Object.is(value, -0) ? UNARY : MEMBER];
  if (value instanceof Uint) return [`${value.value}u`, MEMBER];
  if (value instanceof Uint8Array)
    return [`b"${[...value].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("")}"`, MEMBER];
  return [String(value), MEMBER];
}

function double(value: number): string {
  const plain = Object.is(value, -0) ? "-0" : String(value);
  return /[.e]/.test(plain) ? plain : `${plain}.0`;
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\u0007": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\v": "\\v",
};

/** Control characters and line separators are escaped, everything else stands for itself. */
function quoted(value: string): string {
  const inner = value.replace(/["\\\p{Cc}\u2028\u2029]/gu, (character) =>
    Object.hasOwn(escapes, character)
      ? (escapes[character] as string)
      : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `"${inner}"`;
}
