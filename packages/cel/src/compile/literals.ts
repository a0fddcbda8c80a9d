import { CelError, isError } from "../value/error.js";
import { kindOf } from "../value/kind.js";
import { CelMap } from "../value/map.js";
import { Optional } from "../value/optional.js";
import type { CelResult, CelValue } from "../value/value.js";

/** A list literal; the first element that fails is the result. An optional element is left out when it is none. */
export function listOf(
  length: number,
  at: (index: number) => CelResult,
  elements: readonly { readonly optional: boolean }[],
): CelResult {
  const list: CelValue[] = [];
  for (let index = 0; index < length; index += 1) {
    const value = at(index);
    if (isError(value)) return value;
    if (elements[index]?.optional !== true) list.push(value);
    else if (!(value instanceof Optional))
      return new CelError(`cannot initialize optional list element from non-optional value ${plainText(value)}`);
    else if (value.value !== undefined) list.push(value.value);
  }
  return list;
}

/** A map literal: a plain object when every key is a string, so that reading it is quick. */
export function mapOf<E extends { readonly optional: boolean }>(
  entries: readonly E[],
  keyOf: (entry: E) => CelResult,
  resultOf: (entry: E) => CelResult,
): CelResult {
  const made: [CelValue, CelValue][] = [];
  for (const entry of entries) {
    const key = keyOf(entry);
    if (isError(key)) return key;
    const value = resultOf(entry);
    if (isError(value)) return value;
    if (!entry.optional) made.push([key, value]);
    else if (!(value instanceof Optional))
      return new CelError(
        `cannot initialize optional entry '${plainText(key)}' from non-optional value ${plainText(value)}`,
      );
    else if (value.value !== undefined) made.push([key, value.value]);
  }
  return new CelMap(made);
}

/** A value as Go prints it in the two messages above. */
function plainText(value: CelValue): string {
  return typeof value === "object" && value !== null ? kindOf(value) : String(value);
}
