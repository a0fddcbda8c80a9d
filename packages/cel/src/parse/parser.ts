import type { Ast, Expr, ListElement, MapEntry, StructField } from "../ast.js";
import { CelCompileError, located, type RawIssue } from "../issue.js";
import { expandGlobal, expandMethod } from "./macros.js";
import { integer, Scanner, unsigned } from "./scanner.js";

/** Code points an expression may have (cel.md section 1.1). */
const MAX_SOURCE = 100_000;
/** Brackets and call arguments inside each other; links of one chain. The reference stops at about the same (section 1.5). */
const MAX_NESTING = 249;
const MAX_CHAIN = 250;
/** Levels of the whole tree, so that nothing that walks it can run out of stack. */
const MAX_DEPTH = 1000;

const reserved = new Set([
  "as",
  "break",
  "const",
  "continue",
  "else",
  "for",
  "function",
  "if",
  "import",
  "let",
  "loop",
  "package",
  "namespace",
  "return",
  "var",
  "void",
  "while",
]);
const keywords = new Set(["true", "false", "null", "in"]);
const relations: Readonly<Record<string, string>> = {
  "<": "_<_",
  "<=": "_<=_",
  ">": "_>_",
  ">=": "_>=_",
  "==": "_==_",
  "!=": "_!=_",
  in: "@in",
};
const additions: Readonly<Record<string, string>> = { "+": "_+_", "-": "_-_" };
const products: Readonly<Record<string, string>> = { "*": "_*_", "/": "_/_", "%": "_%_" };

/** Stands where something could not be parsed; an issue was noted, so that it goes nowhere. */
const NOTHING: Expr = { kind: "literal", at: 0, value: null };

/** Leaves the innermost bracket after a syntax error, to look for more of them behind it. */
class Resync extends Error {}

/**
 * Parses an expression and expands its macros.
 * @throws CelCompileError with every syntax error that could be told apart.
 */
export function parse(source: string): Ast {
  const issues: RawIssue[] = [];
  if (source.length > MAX_SOURCE) {
    const size = [...source].length;
    if (size > MAX_SOURCE) {
      const message = `expression code point size exceeds limit: size: ${size}, limit ${MAX_SOURCE}`;
      throw new CelCompileError(located([{ message, at: 0 }], source));
    }
  }
  const expr = new Parser(source, issues).whole();
  if (issues.length > 0 || expr === undefined) throw new CelCompileError(located(issues, source));
  return { expr, source };
}

class Parser {
  readonly #scan: Scanner;
  readonly #depths = new WeakMap<Expr, number>();
  #nesting = 0;
  #tooDeep = false;

  constructor(
    source: string,
    private readonly issues: RawIssue[],
  ) {
    this.#scan = new Scanner(source, issues);
  }

  whole(): Expr | undefined {
    try {
      this.#scan.next();
      const expr = this.#expr();
      if (this.#scan.kind !== "end") this.#fail(`Syntax error: unexpected ${this.#found()}`);
      return expr;
    } catch (error) {
      if (error instanceof Resync) return undefined;
      throw error;
    }
  }

  /** Notes an issue and gives up on the innermost bracket. */
  #fail(message: string, at = this.#scan.start): never {
    // What the scanner could not read has been reported already.
    if (this.#scan.kind !== "bad") this.issues.push({ message, at });
    throw new Resync();
  }

  #found(): string {
    const { kind, text } = this.#scan;
    if (kind === "end") return "end of expression";
    return kind === "ident" || kind === "punct" ? JSON.stringify(text) : kind;
  }

  #is(text: string): boolean {
    return this.#scan.kind === "punct" && this.#scan.text === text;
  }

  #take(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#scan.next();
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) this.#fail(`Syntax error: expected ${JSON.stringify(text)}, found ${this.#found()}`);
  }

  /** Notes how deep a node's tree is, and stops where walking it could run out of stack. */
  #node<T extends Expr>(node: T, ...children: readonly (Expr | undefined)[]): T {
    let depth = 1;
    for (const child of children) if (child !== undefined) depth = Math.max(depth, 1 + (this.#depths.get(child) ?? 1));
    if (depth > MAX_DEPTH) this.#fail("max recursion depth exceeded", node.at);
    this.#depths.set(node, depth);
    return node;
  }

  #operator(name: string, at: number, ...args: readonly Expr[]): Expr {
    return this.#node({ kind: "call", at, name, target: undefined, args }, ...args);
  }

  #expr(chain = 0): Expr {
    if (chain > MAX_CHAIN) this.#fail("max recursion depth exceeded");
    const condition = this.#or();
    const at = this.#scan.start;
    if (!this.#take("?")) return condition;
    const yes = this.#or();
    this.#expect(":");
    return this.#operator("_?_:_", at, condition, yes, this.#expr(chain + 1));
  }

  #or(): Expr {
    return this.#logic("||", "_||_", () => this.#logic("&&", "_&&_", () => this.#relation()));
  }

  /** `&&` and `||` may be of any length, so their operands are siblings. */
  #logic(symbol: string, name: string, operand: () => Expr): Expr {
    const first = operand();
    if (!this.#is(symbol)) return first;
    const at = this.#scan.start;
    const args = [first];
    while (this.#take(symbol)) args.push(operand());
    return this.#operator(name, at, ...args);
  }

  #relation(): Expr {
    return this.#chain(relations, () => this.#chain(additions, () => this.#chain(products, () => this.#unary())));
  }

  #chain(operators: Readonly<Record<string, string>>, operand: () => Expr): Expr {
    let left = operand();
    for (let links = 1; ; links += 1) {
      const { kind, text, start } = this.#scan;
      const isOperator = (kind === "punct" || (kind === "ident" && text === "in")) && Object.hasOwn(operators, text);
      if (!isOperator) return left;
      if (links > MAX_CHAIN) this.#fail("max recursion depth exceeded");
      this.#scan.next();
      left = this.#operator(operators[text] as string, start, left, operand());
    }
  }

  /** A run of `!` or of `-`: an even one says nothing, and `-` before a number belongs to the number (section 1.3). */
  #unary(): Expr {
    const symbol = this.#is("!") ? "!" : this.#is("-") ? "-" : undefined;
    if (symbol === undefined) return this.#member();
    const at = this.#scan.start;
    let odd = false;
    while (this.#is(symbol)) {
      odd = !odd;
      this.#scan.next();
      const { kind } = this.#scan;
      // The last minus before a number is its sign.
      if (symbol === "-" && (kind === "int" || kind === "double")) {
        const literal = this.#postfix(this.#number(true));
        return odd ? literal : this.#operator("-_", at, literal);
      }
    }
    const operand = this.#member();
    return odd ? this.#operator(symbol === "!" ? "!_" : "-_", at, operand) : operand;
  }

  #member(): Expr {
    // `!-1`: the minus belongs to the number.
    if (this.#is("-") && /^\s*\.?[0-9]/.test(this.#scan.source.slice(this.#scan.end, this.#scan.end + 100))) {
      this.#scan.next();
      return this.#postfix(this.#number(true));
    }
    return this.#postfix(this.#primary());
  }

  #postfix(start: Expr): Expr {
    let expr = start;
    for (let links = 1; ; links += 1) {
      const at = this.#scan.start;
      if (!this.#is(".") && !this.#is("[")) return expr;
      if (links > MAX_CHAIN) this.#fail("max recursion depth exceeded");
      if (this.#take("[")) expr = this.#index(expr, at);
      else {
        this.#scan.next();
        expr = this.#dotted(expr, at);
      }
    }
  }

  #index(operand: Expr, at: number): Expr {
    const optional = this.#take("?");
    const key = this.#inBrackets("]", NOTHING, () => this.#expr());
    return this.#operator(optional ? "_[?_]" : "_[_]", at, operand, key);
  }

  #dotted(operand: Expr, at: number): Expr {
    const optional = this.#take("?");
    const { kind, text, start } = this.#scan;
    if (kind !== "ident" && kind !== "field")
      this.#fail(`Syntax error: expected a name after ".", found ${this.#found()}`);
    if (kind === "ident" && keywords.has(text)) this.#fail(`Syntax error: unexpected ${JSON.stringify(text)}`);
    this.#scan.next();
    if (optional) {
      const field = this.#node({ kind: "literal", at: start, value: text } as const);
      return this.#operator("_?._", at, operand, field);
    }
    const parenthesis = this.#scan.start;
    if (kind === "ident" && this.#take("(")) {
      if (reserved.has(text)) this.issues.push({ message: `reserved identifier: ${text}`, at: start });
      const args = this.#inBrackets(")", [], () => this.#args());
      return this.#made(expandMethod(operand, text, args, parenthesis, this.issues), operand, ...args);
    }
    return this.#node({ kind: "select", at, operand, field: text, test: false }, operand);
  }

  #primary(): Expr {
    const { kind, text, start, value } = this.#scan;
    switch (kind) {
      case "int":
      case "uint":
      case "double":
        return this.#number(false);
      case "string":
      case "bytes":
        this.#scan.next();
        return this.#node({ kind: "literal", at: start, value });
      case "ident":
        return this.#identifier(false, start);
    }
    if (this.#take("(")) return this.#inBrackets(")", NOTHING, () => this.#expr());
    if (this.#take("[")) return this.#list(start);
    if (this.#take("{")) return this.#map(start);
    if (kind === "punct" && text === ".") {
      this.#scan.next();
      return this.#identifier(true, start);
    }
    return this.#fail(`Syntax error: unexpected ${this.#found()}`);
  }

  #number(negative: boolean): Expr {
    const { kind, text, start } = this.#scan;
    this.#scan.next();
    const double = Number(text);
    const value =
      kind === "uint"
        ? unsigned(text)
        : kind === "int"
          ? integer(text, negative)
          : Number.isFinite(double)
            ? negative
              ? -double
              : double
            : undefined;
    if (value === undefined) this.issues.push({ message: `invalid ${kind} literal`, at: start });
    return this.#node({ kind: "literal", at: start, value: value ?? 0n });
  }

  /** A name, a global call, a keyword, or the construction of a message. */
  #identifier(root: boolean, at: number): Expr {
    const { kind, text, start } = this.#scan;
    if (kind !== "ident") this.#fail(`Syntax error: expected a name, found ${this.#found()}`);
    if (keywords.has(text)) {
      if (root || text === "in") this.#fail(`Syntax error: unexpected ${JSON.stringify(text)}`);
      this.#scan.next();
      return this.#node({ kind: "literal", at, value: text === "null" ? null : text === "true" });
    }
    const typeName = this.#structName(root);
    if (typeName !== undefined) return this.#struct(typeName, at);
    if (reserved.has(text)) this.issues.push({ message: `reserved identifier: ${text}`, at: start });
    this.#scan.next();
    const parenthesis = this.#scan.start;
    if (!this.#take("(")) return this.#node({ kind: "ident", at, name: text, root });
    const args = this.#inBrackets(")", [], () => this.#args());
    return this.#made(expandGlobal(text, args, parenthesis, this.issues), ...args);
  }

  /** `a.b.C` when a `{` follows it: only then the dots belong to a type's name. */
  #structName(root: boolean): string | undefined {
    const rest = this.#scan.source.slice(this.#scan.start, this.#scan.start + 1000);
    const match = /^[A-Za-z_]\w*(?:[ \t\r\n\f]*\.[ \t\r\n\f]*[A-Za-z_]\w*)*(?=[ \t\r\n\f]*\{)/.exec(rest)?.[0];
    if (match === undefined) return undefined;
    while (this.#scan.start < this.#scan.source.length && !this.#is("{")) this.#scan.next();
    return (root ? "." : "") + match.replace(/[ \t\r\n\f]+/g, "");
  }

  #struct(type: string, at: number): Expr {
    this.#expect("{");
    const fields = this.#items("}", (): StructField => {
      const optional = this.#take("?");
      const { kind, text, start } = this.#scan;
      if (kind !== "ident" && kind !== "field")
        this.#fail(`Syntax error: expected a field's name, found ${this.#found()}`);
      this.#scan.next();
      this.#expect(":");
      return { name: text, optional, at: start, value: this.#expr() };
    });
    return this.#node({ kind: "struct", at, type, fields }, ...fields.map(({ value }) => value));
  }

  #list(at: number): Expr {
    const elements = this.#items("]", (): ListElement => ({ optional: this.#take("?"), value: this.#expr() }));
    return this.#node({ kind: "list", at, elements }, ...elements.map(({ value }) => value));
  }

  #map(at: number): Expr {
    const entries = this.#items("}", (): MapEntry => {
      const optional = this.#take("?");
      const key = this.#expr();
      this.#expect(":");
      return { optional, key, value: this.#expr() };
    });
    return this.#node({ kind: "map", at, entries }, ...entries.flatMap(({ key, value }) => [key, value]));
  }

  /** Items with a comma between them, and perhaps one after the last. */
  #items<T>(closing: string, item: () => T): readonly T[] {
    return this.#inBrackets<readonly T[]>(closing, [], () => {
      const items: T[] = [];
      if (this.#is(",")) {
        this.#scan.next();
        return items;
      }
      while (!this.#is(closing)) {
        items.push(item());
        if (!this.#take(",")) break;
      }
      return items;
    });
  }

  #args(): readonly Expr[] {
    const args: Expr[] = [];
    if (this.#is(")")) return args;
    do args.push(this.#expr());
    while (this.#take(","));
    return args;
  }

  /** What stands in brackets, up to and including the closing one; a syntax error in it does not hide later ones. */
  #inBrackets<T>(closing: string, fallback: T, content: () => T): T {
    const nesting = this.#nesting;
    this.#nesting += 1;
    if (this.#nesting > MAX_NESTING) {
      this.#tooDeep = true;
      this.#fail("expression recursion limit exceeded: 250");
    }
    let inner = fallback;
    try {
      inner = content();
      if (!this.#is(closing)) this.#fail(`Syntax error: expected ${JSON.stringify(closing)}, found ${this.#found()}`);
    } catch (error) {
      if (!(error instanceof Resync) || this.#tooDeep || !this.#skipTo(closing)) throw error;
    }
    this.#scan.next();
    this.#nesting = nesting;
    return inner;
  }

  /** Passes over tokens up to the closing bracket that belongs to the one we are in. */
  #skipTo(closing: string): boolean {
    for (let open = 0; this.#scan.kind !== "end"; this.#scan.next()) {
      if (this.#scan.kind !== "punct") continue;
      if ("([{".includes(this.#scan.text)) open += 1;
      else if (open === 0 && this.#scan.text === closing) return true;
      else if (")]}".includes(this.#scan.text)) open -= 1;
    }
    return false;
  }

  /** A node that a macro made: `undefined` when its arguments are wrong, which has been noted. */
  #made(node: Expr | undefined, ...parts: readonly Expr[]): Expr {
    return this.#node(node ?? NOTHING, ...parts);
  }
}
