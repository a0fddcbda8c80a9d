import type { MessageType } from "../value/message.js";
import type { Timestamp } from "../value/timestamp.js";
import type { CelValue } from "../value/value.js";

/** What an evaluation is given: values by the names under which an environment's variables look for them. */
export interface Bindings {
  /** The instant that `now()` gives; without it, `now()` is an error. */
  readonly now?: Timestamp | undefined;
  readonly [name: string]: unknown;
}

/** Where a declared variable's value is found, and what kind of thing is there. */
export type VariableSource =
  /** A CEL value under one name. */
  | { readonly kind: "value"; readonly path: readonly string[] }
  /** An object with declared fields: read field by field, wrapped in a `Message` only where it is used as a value. */
  | { readonly kind: "message"; readonly path: readonly string[]; readonly type: MessageType }
  /** A bag of names that may be missing; used as a value, it shows its members or nothing. */
  | { readonly kind: "members"; readonly path: readonly string[]; readonly visible: boolean };

/** Reads what stands at a path of own or inherited plain properties; the names come from the environment, not from expressions. */
export function readPath(path: readonly string[]): (bindings: Bindings) => unknown {
  const [first = "", second] = path;
  if (path.length === 1) return (bindings) => bindings[first];
  if (path.length === 2 && second !== undefined)
    return (bindings) => (bindings[first] as Record<string, unknown> | undefined)?.[second];
  return (bindings) =>
    path.reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], bindings);
}

export const asValue = (value: unknown): CelValue => (value === undefined ? null : (value as CelValue));
