import type { Expr } from "./ast.js";

/** A part of an expression, with the names that are bound in it and not around it. */
export interface Child {
  readonly expr: Expr;
  readonly binds: readonly string[];
}

const free = (expr: Expr): Child => ({ expr, binds: [] });

/** The direct parts of an expression, in the order in which they are written. */
export function children(expr: Expr): readonly Child[] {
  switch (expr.kind) {
    case "literal":
    case "constant":
    case "ident":
      return [];
    case "select":
      return [free(expr.operand)];
    case "call":
      return [...(expr.target === undefined ? [] : [expr.target]), ...expr.args].map(free);
    case "list":
      return expr.elements.map(({ value }) => free(value));
    case "map":
      return expr.entries.flatMap(({ key, value }) => [free(key), free(value)]);
    case "struct":
      return expr.fields.map(({ value }) => free(value));
    case "comprehension": {
      const inner = [expr.filter, expr.body].filter((part) => part !== undefined);
      return [free(expr.range), ...inner.map((part) => ({ expr: part, binds: expr.variables }))];
    }
    case "bind":
      return [free(expr.init), { expr: expr.body, binds: [expr.name] }];
    case "optMap":
      return [free(expr.target), { expr: expr.body, binds: [expr.name] }];
  }
}

/** The same expression with other parts, given in the order of `children`; itself when nothing changed. */
export function withChildren(expr: Expr, parts: readonly Expr[]): Expr {
  if (children(expr).every((child, index) => child.expr === parts[index])) return expr;
  let next = 0;
  const take = (): Expr => parts[next++] as Expr;
  switch (expr.kind) {
    case "literal":
    case "constant":
    case "ident":
      return expr;
    case "select":
      return { ...expr, operand: take() };
    case "call": {
      const target = expr.target === undefined ? undefined : take();
      return { ...expr, target, args: expr.args.map(take) };
    }
    case "list":
      return { ...expr, elements: expr.elements.map((element) => ({ ...element, value: take() })) };
    case "map":
      return { ...expr, entries: expr.entries.map((entry) => ({ ...entry, key: take(), value: take() })) };
    case "struct":
      return { ...expr, fields: expr.fields.map((field) => ({ ...field, value: take() })) };
    case "comprehension": {
      const range = take();
      const filter = expr.filter === undefined ? undefined : take();
      return { ...expr, range, filter, body: take() };
    }
    case "bind":
      return { ...expr, init: take(), body: take() };
    case "optMap":
      return { ...expr, target: take(), body: take() };
  }
}
