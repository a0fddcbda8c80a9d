import type { CelType } from "../check/types.js";
import { CelError } from "../value/error.js";
import { kindOf } from "../value/kind.js";
import type { CelResult, CelValue } from "../value/value.js";

/** One signature of a function, and what it does with arguments of exactly these kinds. */
export interface Overload {
  /** A method's receiver comes first. */
  readonly params: readonly CelType[];
  readonly result: CelType;
  /** Gets values of the parameters' kinds (a `dyn` or a type parameter takes any); never throws. */
  readonly run: (...args: never[]) => CelResult;
}

/** A function of one name and style with all its signatures. */
export interface FunctionDeclaration {
  /** As it is called: `size`, `math.ceil`, `lists.range`. */
  readonly name: string;
  /** `global` is `f(x)`, `method` is `x.f()`. */
  readonly style: "global" | "method";
  readonly overloads: readonly Overload[];
  /** What comes out when no signature fits at run time, mostly an error; default `no such overload: name(kind, kind)` (cel.md section 5.2). */
  readonly mismatch?: (args: readonly CelValue[]) => CelResult;
  /** Arguments that failed are handed over too; everywhere else the first of them is the result. */
  readonly takesErrors?: boolean;
}

type Run = (...args: never[]) => CelResult;

export const overload = (params: readonly CelType[], result: CelType, run: Run): Overload => ({ params, result, run });

/** `f(x)`. */
export const globalFunction = (
  name: string,
  overloads: readonly Overload[],
  options: Pick<FunctionDeclaration, "mismatch" | "takesErrors"> = {},
): FunctionDeclaration => ({ name, style: "global", overloads, ...options });

/** `x.f()`; the receiver is the first parameter of each overload. */
export const method = (
  name: string,
  overloads: readonly Overload[],
  options: Pick<FunctionDeclaration, "mismatch" | "takesErrors"> = {},
): FunctionDeclaration => ({ name, style: "method", overloads, ...options });

/** `no such overload: name(kind1, kind2)`. */
export const namedMismatch = (name: string, args: readonly CelValue[]): CelError =>
  new CelError(`no such overload: ${name}(${args.map(kindOf).join(", ")})`);

const runtimeNames: Readonly<Record<string, string>> = {
  timestamp: "google.protobuf.Timestamp",
  duration: "google.protobuf.Duration",
  null: "null_type",
};

/** Whether a value has the kind that a parameter asks for; of a list, the first element is looked at (section 5.2). */
export function fits(value: CelValue, type: CelType): boolean {
  switch (type.kind) {
    case "dyn":
    case "param":
      return true;
    case "primitive":
      return kindOf(value) === (runtimeNames[type.name] ?? type.name);
    case "list":
      return Array.isArray(value) && (value.length === 0 || fits(value[0] as CelValue, type.element));
    case "map":
      return kindOf(value) === "map";
    case "type":
      return kindOf(value) === "type";
    case "optional":
      return kindOf(value) === "optional_type";
    case "message":
    case "opaque":
      return kindOf(value) === type.name;
  }
}

/** The function as evaluation calls it, for one number of arguments: picks the overload by the kinds it gets. */
export function dispatcher(declaration: FunctionDeclaration, arity: number): (args: readonly CelValue[]) => CelResult {
  const overloads = declaration.overloads.filter(({ params }) => params.length === arity);
  return (args) => {
    for (const { params, run } of overloads)
      if (params.every((type, index) => fits(args[index] as CelValue, type)))
        return (run as (...all: unknown[]) => CelResult)(...args);
    return declaration.mismatch === undefined ? namedMismatch(declaration.name, args) : declaration.mismatch(args);
  };
}
