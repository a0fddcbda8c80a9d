import {
  BOOL,
  BYTES,
  type CelType,
  DOUBLE,
  DURATION,
  HIERARCHY,
  INT,
  listOf,
  mapOf,
  optionalOf,
  param,
  STRING,
  TIMESTAMP,
  UINT,
} from "../check/types.js";
import {
  add,
  divide,
  greater,
  greaterEqual,
  less,
  lessEqual,
  modulo,
  multiply,
  negate,
  subtract,
} from "../value/arithmetic.js";
import { equals, isEqual } from "../value/equality.js";
import { type CelError, NO_SUCH_OVERLOAD } from "../value/error.js";
import { contains, indexValue, optionalIndex } from "../value/index-access.js";
import { sizeOf } from "../value/size.js";
import type { CelResult, CelValue } from "../value/value.js";
import { type FunctionDeclaration, globalFunction, method, type Overload, overload } from "./define.js";

const A = param("A");
const B = param("B");
const LIST = listOf(A);
const MAP = mapOf(A, B);

type Binary = (a: CelValue, b: CelValue) => CelResult;

/**
 * The operators under their internal names, and `size` (cel.md section 6.1): what the checker allows. Each `run` is the function
 * on values, which is right for every kind and may be called without choosing an overload. `&&`, `||` and `?:` are here for the
 * checker; evaluation gives them their laziness.
 */
export const operators: readonly FunctionDeclaration[] = [
  binary("_+_", add, [
    ...alike([INT, UINT, DOUBLE, STRING, BYTES, LIST, DURATION]),
    [TIMESTAMP, DURATION, TIMESTAMP],
    [DURATION, TIMESTAMP, TIMESTAMP],
  ]),
  binary("_-_", subtract, [
    ...alike([INT, UINT, DOUBLE, DURATION]),
    [TIMESTAMP, DURATION, TIMESTAMP],
    [TIMESTAMP, TIMESTAMP, DURATION],
  ]),
  binary("_*_", multiply, alike([INT, UINT, DOUBLE])),
  binary("_/_", divide, alike([INT, UINT, DOUBLE])),
  binary("_%_", modulo, alike([INT, UINT])),
  binary("_==_", equals, [[A, A, BOOL]]),
  binary("_!=_", (a, b) => !isEqual(a, b), [[A, A, BOOL]]),
  binary("_<_", less, ordered()),
  binary("_<=_", lessEqual, ordered()),
  binary("_>_", greater, ordered()),
  binary("_>=_", greaterEqual, ordered()),
  binary("@in", contains, [
    [A, LIST, BOOL],
    [A, MAP, BOOL],
  ]),
  binary("_[_]", indexValue, [
    [LIST, INT, A],
    [MAP, A, B],
    [HIERARCHY, INT, STRING],
    [optionalOf(LIST), INT, optionalOf(A)],
    [optionalOf(MAP), A, optionalOf(B)],
  ]),
  binary("_[?_]", optionalIndex, [
    [LIST, INT, optionalOf(A)],
    [MAP, A, optionalOf(B)],
    [optionalOf(LIST), INT, optionalOf(A)],
    [optionalOf(MAP), A, optionalOf(B)],
  ]),
  unary("!_", (value) => (typeof value === "boolean" ? !value : NO_SUCH_OVERLOAD), [[BOOL, BOOL]]),
  unary(
    "-_",
    negate,
    alike([INT, DOUBLE]).map(([type]) => [type, type]),
  ),
  globalFunction("_?_:_", [overload([BOOL, A, A], A, choose)], { mismatch: () => NO_SUCH_OVERLOAD }),
  binary("_&&_", (a, b) => (areBools(a, b) ? a && b : NO_SUCH_OVERLOAD), [[BOOL, BOOL, BOOL]]),
  binary("_||_", (a, b) => (areBools(a, b) ? a || b : NO_SUCH_OVERLOAD), [[BOOL, BOOL, BOOL]]),
  globalFunction("size", sized([STRING, BYTES, LIST, MAP]), {
    mismatch: ([value]) => failure(sizeOf(value as CelValue)),
  }),
  method("size", sized([STRING, BYTES, LIST, MAP, HIERARCHY]), {
    mismatch: ([value]) => failure(sizeOf(value as CelValue)),
  }),
];

/** Parameters and result of a binary operator. */
type Signature = readonly [CelType, CelType, CelType];

function binary(name: string, run: Binary, signatures: readonly Signature[]): FunctionDeclaration {
  return globalFunction(
    name,
    signatures.map(([a, b, result]) => overload([a, b], result, run)),
    { mismatch: ([a, b]) => failure(run(a as CelValue, b as CelValue)) },
  );
}

function unary(
  name: string,
  run: (value: CelValue) => CelResult,
  signatures: readonly (readonly [CelType, CelType])[],
): FunctionDeclaration {
  return globalFunction(
    name,
    signatures.map(([type, result]) => overload([type], result, run)),
    { mismatch: ([value]) => failure(run(value as CelValue)) },
  );
}

/**
 * What the function on values makes of kinds that no signature has: nearly always its own error, which knows the text that the
 * kinds deserve. A few kinds have an operator only where their static type is unknown, such as `-` of a duration.
 */
const failure = (result: CelResult): CelError => result as CelError;

const areBools = (a: CelValue, b: CelValue) => typeof a === "boolean" && typeof b === "boolean";

function choose(condition: boolean, yes: CelValue, no: CelValue): CelValue {
  return condition ? yes : no;
}

function alike(types: readonly CelType[]): Signature[] {
  return types.map((type): Signature => [type, type, type]);
}

function ordered(): Signature[] {
  const numbers = [INT, UINT, DOUBLE];
  return [
    ...numbers.flatMap((a) => numbers.map((b): Signature => [a, b, BOOL])),
    ...[BOOL, STRING, BYTES, TIMESTAMP, DURATION].map((type): Signature => [type, type, BOOL]),
  ];
}

function sized(types: readonly CelType[]): Overload[] {
  return types.map((type) => overload([type], INT, sizeOf));
}
