import { CelError, isError } from "../value/error.js";
import { hasField, selectField } from "../value/index-access.js";
import { CelMap } from "../value/map.js";
import { Message, type MessageType } from "../value/message.js";
import { SpiffeId } from "../value/spiffe.js";
import type { CelResult, CelValue } from "../value/value.js";

/** Names that every object has from its prototype: a plain read would find them where there is no such key. */
const inherited = new Set(Object.getOwnPropertyNames(Object.prototype));

export const isInherited = (name: string): boolean => inherited.has(name);

/**
 * `value.field`, by a plain read where that is enough: of an object that is a plain one, for a name that no prototype has.
 * Measured at a third of the time of `Object.hasOwn` (bench: read).
 */
export function fieldReader(field: string): (value: CelResult) => CelResult {
  if (isInherited(field)) return (value) => (isError(value) ? value : selectField(value, field));
  return (value) => {
    if (typeof value === "object" && value !== null && value.constructor === Object) {
      const found = (value as Record<string, CelValue | undefined>)[field];
      if (found !== undefined) return found;
    }
    return isError(value) ? value : selectField(value as CelValue, field);
  };
}

/** `has(value.field)`. */
export function fieldTest(field: string): (value: CelResult) => CelResult {
  if (isInherited(field)) return (value) => (isError(value) ? value : hasField(value, field));
  return (value) => {
    if (
      typeof value === "object" &&
      value !== null &&
      value.constructor === Object &&
      (value as Record<string, unknown>)[field] !== undefined
    )
      return true;
    return isError(value) ? value : hasField(value as CelValue, field);
  };
}

/** A declared field of a message's object: what is there, or the default. */
export function messageField(type: MessageType, spelling: string): (object: unknown) => CelValue {
  const name = type.fields.get(spelling) ?? spelling;
  const fallback = type.defaults[name] ?? null;
  return (object) => {
    const found = (object as Record<string, CelValue | undefined> | null | undefined)?.[name];
    return found === undefined || found === null ? fallback : found;
  };
}

/** Whether a declared field was set: a scalar that is not its default, a list or map that is not empty, a message (section 2.3). */
export function messageFieldTest(type: MessageType, spelling: string): (object: unknown) => boolean {
  const name = type.fields.get(spelling) ?? spelling;
  if (type.name === "cerbos.engine.v1.Runtime") return () => true;
  return (object) => {
    const found = (object as Record<string, unknown> | null | undefined)?.[name];
    if (found === undefined || found === null || found === "") return false;
    if (Array.isArray(found)) return found.length > 0;
    return (
      type.defaults[name] === null ||
      typeof found !== "object" ||
      found instanceof CelMap ||
      Object.keys(found).length > 0
    );
  };
}

/** A member of variables, constants or globals; own members only. */
export const member = (members: unknown, name: string): CelResult => {
  if (typeof members === "object" && members !== null && Object.hasOwn(members, name)) {
    const found = (members as Record<string, CelValue | undefined>)[name];
    // A variable's value goes through Go's own values, which a SPIFFE id does not survive (section 2.4).
    if (found instanceof SpiffeId) return new CelError(`unsupported conversion to ref.Val: (spiffeid.ID)${found}`);
    if (found !== undefined && !isError(found)) return found;
  }
  return new CelError(`undefined field '${name}'`);
};

/** An object as a value: a message whose fields that are messages are values too. */
export function wrapped(type: MessageType, object: unknown): Message {
  const fields = (object ?? {}) as Record<string, CelValue | undefined>;
  let made = fields;
  for (const [name, held] of type.messages)
    if (fields[name] !== undefined) made = { ...made, [name]: wrapped(held, fields[name]) };
  return new Message(type, made);
}
