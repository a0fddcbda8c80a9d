import { type CelType, DYN, listOf, mapOf, optionalOf, typeOf } from "./types.js";

/** What type parameters stand for, so far. Copied before a trial, so that a failed one leaves no trace. */
export type Substitution = ReadonlyMap<string, CelType>;

export const isDyn = (type: CelType): boolean => type.kind === "dyn";

/** Replaces parameters by what they stand for; with `toDyn`, those that stand for nothing yet become dyn. */
export function substitute(type: CelType, known: Substitution, toDyn = false): CelType {
  switch (type.kind) {
    case "param": {
      const found = known.get(type.name);
      if (found !== undefined) return substitute(found, known, toDyn);
      return toDyn ? DYN : type;
    }
    case "list":
      return listOf(substitute(type.element, known, toDyn));
    case "map":
      return mapOf(substitute(type.key, known, toDyn), substitute(type.value, known, toDyn));
    case "type":
      return typeOf(substitute(type.of, known, toDyn));
    case "optional":
      return optionalOf(substitute(type.of, known, toDyn));
    default:
      return type;
  }
}

/** Whether a value of type `from` may go where `to` is wanted; the substitution that makes it so, or `undefined`. */
export function assign(known: Substitution, from: CelType, to: CelType): Substitution | undefined {
  const trial = new Map(known);
  return assignable(trial, from, to) ? trial : undefined;
}

/** The same for a list of arguments. */
export function assignAll(
  known: Substitution,
  from: readonly CelType[],
  to: readonly CelType[],
): Substitution | undefined {
  if (from.length !== to.length) return undefined;
  const trial = new Map(known);
  return from.every((type, index) => assignable(trial, type, to[index] as CelType)) ? trial : undefined;
}

function assignable(known: Map<string, CelType>, from: CelType, to: CelType): boolean {
  if (to.kind === "param") {
    const verdict = bindParameter(known, from, to);
    if (verdict !== "unbound") return verdict === "ok";
  }
  if (from.kind === "param") return bindParameter(known, to, from) === "ok";
  if (isDyn(from) || isDyn(to)) return true;
  if (isNull(from) && takesNull(to)) return true;
  if (isNull(to) && takesNull(from)) return true;
  if (from.kind !== to.kind) return false;
  switch (from.kind) {
    case "list":
      return assignable(known, from.element, (to as typeof from).element);
    case "map":
      return (
        assignable(known, from.key, (to as typeof from).key) && assignable(known, from.value, (to as typeof from).value)
      );
    case "optional":
      return assignable(known, from.of, (to as typeof from).of);
    case "type":
      return true;
    case "dyn":
      return true;
    default:
      return from.name === (to as typeof from).name;
  }
}

/** Makes a parameter stand for a type, or for something more general than both that and what it stood for. */
function bindParameter(
  known: Map<string, CelType>,
  type: CelType,
  parameter: CelType & { kind: "param" },
): "ok" | "no" | "unbound" {
  if (type.kind === "param" && type.name === parameter.name) return "ok";
  const bound = known.get(parameter.name);
  if (bound !== undefined) {
    if (isSame(type, bound)) return "ok";
    if (!assignable(known, type, bound)) return "no";
    const general = isLessSpecific(type, bound) ? type : bound;
    if (!mentions(known, parameter.name, general)) known.set(parameter.name, general);
    return "ok";
  }
  if (mentions(known, parameter.name, type)) return "unbound";
  known.set(parameter.name, type);
  return "ok";
}

/** Whether a type contains a parameter, directly or through what its own parameters stand for. */
function mentions(known: Substitution, name: string, type: CelType): boolean {
  switch (type.kind) {
    case "param": {
      if (type.name === name) return true;
      const bound = known.get(type.name);
      return bound !== undefined && mentions(known, name, bound);
    }
    case "list":
      return mentions(known, name, type.element);
    case "map":
      return mentions(known, name, type.key) || mentions(known, name, type.value);
    case "type":
    case "optional":
      return mentions(known, name, type.of);
    default:
      return false;
  }
}

/** The type of something that is one or the other, where both are assignable. */
export const mostGeneral = (a: CelType, b: CelType): CelType => (isLessSpecific(a, b) ? a : b);

function isLessSpecific(a: CelType, b: CelType): boolean {
  if (isDyn(a) || a.kind === "param") return true;
  if (isDyn(b) || b.kind === "param") return false;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case "list":
      return isLessSpecific(a.element, (b as typeof a).element);
    case "map":
      return isLessSpecific(a.key, (b as typeof a).key) && isLessSpecific(a.value, (b as typeof a).value);
    case "optional":
      return isLessSpecific(a.of, (b as typeof a).of);
    case "type":
      return true;
    default:
      return isSame(a, b);
  }
}

export function isSame(a: CelType, b: CelType): boolean {
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case "dyn":
      return true;
    case "list":
      return isSame(a.element, (b as typeof a).element);
    case "map":
      return isSame(a.key, (b as typeof a).key) && isSame(a.value, (b as typeof a).value);
    case "type":
    case "optional":
      return isSame(a.of, (b as typeof a).of);
    default:
      return a.name === (b as typeof a).name;
  }
}

const isNull = (type: CelType) => type.kind === "primitive" && type.name === "null";

/** Null goes where a message, a timestamp, a duration, an opaque or an optional is wanted (cel.md section 3.1). */
function takesNull(type: CelType): boolean {
  if (type.kind === "primitive") return type.name === "null" || type.name === "timestamp" || type.name === "duration";
  return type.kind === "message" || type.kind === "opaque" || type.kind === "optional";
}
