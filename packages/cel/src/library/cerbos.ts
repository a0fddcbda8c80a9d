import { DYN } from "../check/types.js";
import type { CelValue } from "../value/value.js";
import { type FunctionDeclaration, globalFunction, overload } from "./define.js";

/** `id(x)` is x without its static type (cel.md section 6.9). */
export const cerbos: readonly FunctionDeclaration[] = [
  globalFunction("id", [overload([DYN], DYN, (value: CelValue) => value)]),
];
