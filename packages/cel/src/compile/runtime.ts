import type { FunctionDeclaration } from "../library/define.js";
import { dispatcher } from "../library/define.js";
import { equals } from "../value/equality.js";
import { CelError, isError } from "../value/error.js";
import { goTypeOf } from "../value/kind.js";
import { isMap, mapEntries, mapSize } from "../value/map.js";
import type { CelResult, CelValue } from "../value/value.js";
import { spend } from "./work.js";

/** A function of results: an argument that failed is the result, the leftmost first. */
export type Strict = (...args: CelResult[]) => CelResult;

type Binary = (a: CelValue, b: CelValue) => CelResult;

/** An operator on values as one on results. */
export const strict2 =
  (apply: Binary) =>
  (a: CelResult, b: CelResult): CelResult =>
    isError(a) ? a : isError(b) ? b : apply(a, b);

export const strict1 =
  (apply: (a: CelValue) => CelResult) =>
  (a: CelResult): CelResult =>
    isError(a) ? a : apply(a);

/** A declared function as one on results, for a number of arguments. */
export function strictCall(declaration: FunctionDeclaration, arity: number): Strict {
  const call = dispatcher(declaration, arity);
  if (declaration.takesErrors === true) return (...args) => call(args as CelValue[]);
  if (arity === 1) return (a) => (isError(a) ? a : call([a as CelValue]));
  return (...args) => {
    for (const value of args) if (isError(value)) return value;
    return call(args as CelValue[]);
  };
}

/** `a != b`: a value that cannot be compared is another one. */
export const notEquals: Binary = (a, b) => {
  const equal = equals(a, b);
  return isError(equal) ? true : !equal;
};

/** What a macro with one variable runs over: a list's elements, a map's keys. */
export function rangeOf(range: CelResult): readonly CelValue[] | CelError {
  if (Array.isArray(range)) return spend(range.length) ?? (range as readonly CelValue[]);
  if (isError(range)) return range;
  if (isMap(range)) return spend(mapSize(range)) ?? Array.from(mapEntries(range), ([key]) => key);
  return new CelError(`got '${goTypeOf(range)}', expected iterable type`);
}

/** What a macro with two variables runs over: indexes and elements, or keys and values. */
export function pairsOf(range: CelResult): readonly (readonly [CelValue, CelValue])[] | CelError {
  if (isError(range)) return range;
  const exceeded = Array.isArray(range) ? spend(range.length) : isMap(range) ? spend(mapSize(range)) : undefined;
  if (exceeded !== undefined) return exceeded;
  if (Array.isArray(range))
    return (range as readonly CelValue[]).map((element, index) => [BigInt(index), element] as const);
  if (isMap(range)) return [...mapEntries(range)];
  return new CelError(`unsupported comprehension range type: ${goTypeOf(range)}`);
}
