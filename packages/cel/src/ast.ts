import type { Uint } from "./value/uint.js";
import type { CelValue } from "./value/value.js";

/** Where a node stands: an offset into the source, in UTF-16 units. Of a call it is its operator or `(`, of a select its `.`. */
interface Placed {
  readonly at: number;
}

export type LiteralValue = null | boolean | bigint | Uint | number | string | Uint8Array;

export interface Literal extends Placed {
  readonly kind: "literal";
  readonly value: LiteralValue;
}

/** A part that was worked out ahead of time; `source` is what it was. */
export interface Constant extends Placed {
  readonly kind: "constant";
  readonly value: CelValue;
  readonly source: Expr;
}

export interface Ident extends Placed {
  readonly kind: "ident";
  readonly name: string;
  /** Written with a leading dot: resolved past the variables of comprehensions. */
  readonly root: boolean;
}

export interface Select extends Placed {
  readonly kind: "select";
  readonly operand: Expr;
  readonly field: string;
  /** `has(operand.field)`: whether it is there. */
  readonly test: boolean;
}

/**
 * A function, a method, or an operator under its internal name such as `_+_`. `_&&_` and `_||_` take any number of operands;
 * `_?._` is optional selection with the field as a literal.
 */
export interface Call extends Placed {
  readonly kind: "call";
  readonly name: string;
  readonly target: Expr | undefined;
  readonly args: readonly Expr[];
}

export interface ListExpr extends Placed {
  readonly kind: "list";
  readonly elements: readonly ListElement[];
}

export interface ListElement {
  readonly value: Expr;
  readonly optional: boolean;
}

export interface MapExpr extends Placed {
  readonly kind: "map";
  readonly entries: readonly MapEntry[];
}

export interface MapEntry {
  readonly key: Expr;
  readonly value: Expr;
  readonly optional: boolean;
}

/** The construction of a message. */
export interface Struct extends Placed {
  readonly kind: "struct";
  readonly type: string;
  readonly fields: readonly StructField[];
}

export interface StructField {
  readonly name: string;
  readonly value: Expr;
  readonly optional: boolean;
  readonly at: number;
}

export type Macro =
  | "all"
  | "exists"
  | "exists_one"
  | "map"
  | "filter"
  | "transformList"
  | "transformMap"
  | "transformMapEntry"
  | "sortBy";

/** A macro over a list or a map: kept as written rather than as a loop, so that it can be printed and compiled well. */
export interface Comprehension extends Placed {
  readonly kind: "comprehension";
  readonly macro: Macro;
  readonly range: Expr;
  /** One variable, or two: index or key, and value. */
  readonly variables: readonly string[];
  /** The condition of `map`, `transformList` and their kind when they have one. */
  readonly filter: Expr | undefined;
  readonly body: Expr;
}

/** `cel.bind(name, init, body)`. */
export interface Bind extends Placed {
  readonly kind: "bind";
  readonly name: string;
  readonly init: Expr;
  readonly body: Expr;
}

/** `target.optMap(name, body)`, or `optFlatMap`. */
export interface OptMap extends Placed {
  readonly kind: "optMap";
  readonly flat: boolean;
  readonly target: Expr;
  readonly name: string;
  readonly body: Expr;
}

export type Expr =
  | Literal
  | Constant
  | Ident
  | Select
  | Call
  | ListExpr
  | MapExpr
  | Struct
  | Comprehension
  | Bind
  | OptMap;

/** A parsed expression with the text it came from. */
export interface Ast {
  readonly expr: Expr;
  readonly source: string;
}
