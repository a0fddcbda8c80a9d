import type { CelResult } from "../value/value.js";
import type { Bindings } from "./bindings.js";

/** The values of comprehension variables, by slot; `cel.bind` may put an error there. */
export type Locals = CelResult[];

/** An expression, ready to run. Never throws. */
export type Closure = (bindings: Bindings, locals: Locals) => CelResult;
