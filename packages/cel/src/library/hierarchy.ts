import { BOOL, type CelType, HIERARCHY, listOf, STRING } from "../check/types.js";
import { CelError, NO_SUCH_OVERLOAD } from "../value/error.js";
import { Hierarchy } from "../value/hierarchy.js";
import type { CelResult, CelValue } from "../value/value.js";
import { type FunctionDeclaration, globalFunction, method, overload } from "./define.js";
import { textsOf } from "./string-list.js";

type Parts = readonly string[];

/**
 * Cerbos's hierarchies (cel.md section 6.10). A method on anything but two hierarchies is a bare `no such overload`.
 *
 * Errors: `failed to convert list to string slice: ...`, and `internal error: ...` where the reference panics.
 */
export const hierarchies: readonly FunctionDeclaration[] = [
  globalFunction("hierarchy", [
    overload([STRING], HIERARCHY, (text: string) => new Hierarchy(text.split("."))),
    overload([STRING, STRING], HIERARCHY, (text: string, delimiter: string) => new Hierarchy(split(text, delimiter))),
    overload([listOf(STRING)], HIERARCHY, ofList),
  ]),
  relation("ancestorOf", BOOL, isAncestor),
  relation("descendentOf", BOOL, (own, other) => isAncestor(other, own)),
  relation("immediateParentOf", BOOL, isImmediateParent),
  relation("immediateChildOf", BOOL, (own, other) => isImmediateParent(other, own)),
  relation("siblingOf", BOOL, (own, other) => own.length === other.length && startsWith(other, own.slice(0, -1))),
  relation("overlaps", BOOL, (own, other) => startsWith(own, other) || startsWith(other, own)),
  relation("commonAncestors", HIERARCHY, commonAncestors),
];

function relation(name: string, result: CelType, holds: (own: Parts, other: Parts) => CelResult): FunctionDeclaration {
  const run = (own: Hierarchy, other: Hierarchy) => holds(own.parts, other.parts);
  return method(name, [overload([HIERARCHY, HIERARCHY], result, run)], { mismatch: () => NO_SUCH_OVERLOAD });
}

const startsWith = (parts: Parts, prefix: Parts) =>
  parts.length >= prefix.length && prefix.every((part, index) => part === parts[index]);

function isAncestor(own: Parts, other: Parts): boolean {
  return own.length < other.length && startsWith(other, own);
}

function isImmediateParent(own: Parts, other: Parts): boolean {
  return own.length + 1 === other.length && startsWith(other, own);
}

/** The longest common prefix; of two of one length, the last part never belongs to it. */
function commonAncestors(own: Parts, other: Parts): Hierarchy | CelError {
  // The reference panics here; `internal error` is what its caller sees.
  if (own.length === 0 && other.length === 0)
    return new CelError("internal error: runtime error: slice bounds out of range [:-1]");
  const most = own.length === other.length ? own.length - 1 : Math.min(own.length, other.length);
  let shared = 0;
  while (shared < most && own[shared] === other[shared]) shared += 1;
  return new Hierarchy(own.slice(0, shared));
}

/** Without a delimiter, every code point is a part. */
const split = (text: string, delimiter: string): Parts => (delimiter === "" ? [...text] : text.split(delimiter));

function ofList(list: readonly CelValue[]): Hierarchy | CelError {
  const texts = textsOf(list);
  return texts instanceof CelError
    ? new CelError(`failed to convert list to string slice: ${texts.message}`)
    : new Hierarchy(texts);
}
