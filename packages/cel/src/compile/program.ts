import type { Checked } from "../check/checker.js";
import { fold } from "../fold/fold.js";
import { CelError } from "../value/error.js";
import type { CelResult } from "../value/value.js";
import type { Bindings } from "./bindings.js";
import { compileToClosures } from "./closures.js";
import type { EnvironmentParts } from "./parts.js";
import { generateSource } from "./source.js";
import { renewWork } from "./work.js";

/** An expression, ready to be evaluated any number of times. */
export interface Program {
  /** The value, or the error it ended in; never throws. */
  evaluate(bindings: Bindings): CelResult;
}

export interface CompileOptions {
  /**
   * `closures` needs no code generation and is ready at once; `source` generates JavaScript; `auto` starts with closures and
   * generates code for what is evaluated often, where that is allowed. Default `auto`.
   */
  readonly backend?: "auto" | "closures" | "source";
}

type Evaluate = (bindings: Bindings) => CelResult;

/** Generating code costs about thirty microseconds; this many evaluations earn it back (bench: build). */
const HOT = 500;

export function program(checked: Checked, parts: EnvironmentParts, { backend = "auto" }: CompileOptions = {}): Program {
  const folded = fold(checked, parts);
  if (backend === "source") {
    const evaluate = generated(folded, parts);
    if (evaluate === undefined)
      throw new TypeError("Code may not be generated here; use backend 'closures' or 'auto'.");
    return { evaluate: guarded(evaluate) };
  }
  const closures = closure(folded, parts);
  if (backend === "closures") return { evaluate: guarded(closures) };

  let current = closures;
  let left = HOT;
  return {
    evaluate: guarded((bindings) => {
      if (left > 0) {
        left -= 1;
        if (left === 0) current = generated(folded, parts) ?? closures;
      }
      return current(bindings);
    }),
  };
}

/** The last border: running out of stack or memory is an error value too. */
function guarded(evaluate: Evaluate): Evaluate {
  return (bindings) => {
    renewWork();
    try {
      return evaluate(bindings);
    } catch (error) {
      return new CelError(`internal error: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
}

function closure(checked: Checked, parts: EnvironmentParts): Evaluate {
  const { run, slots } = compileToClosures(checked, parts);
  if (slots > 0) return (bindings) => run(bindings, new Array<CelResult>(slots));
  const none: CelResult[] = [];
  return (bindings) => run(bindings, none);
}

let allowed: boolean | undefined;

/** Whether this place lets code be generated; content security policies and edge runtimes may not. */
function mayGenerate(): boolean {
  if (allowed === undefined) {
    try {
      allowed = new Function("return true")() === true;
    } catch {
      allowed = false;
    }
  }
  return allowed;
}

function generated(checked: Checked, parts: EnvironmentParts): Evaluate | undefined {
  if (!mayGenerate()) return undefined;
  const { body, constants } = generateSource(checked, parts);
  const make = new Function(...constants.map((_, index) => `c${index}`), body) as (
    ...values: readonly unknown[]
  ) => Evaluate;
  return make(...constants);
}
