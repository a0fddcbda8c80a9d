import { BOOL, listOf, param } from "../check/types.js";
import { isEqual } from "../value/equality.js";
import { CelError, isError, NO_SUCH_OVERLOAD } from "../value/error.js";
import type { CelValue } from "../value/value.js";
import { type FunctionDeclaration, globalFunction, method, namedMismatch, type Overload, overload } from "./define.js";
import { MAX_COMPARISONS, Membership } from "./membership.js";

type List = readonly CelValue[];

const LIST = listOf(param("A"));

/**
 * Lists as sets: `sets.*` (cel.md section 6.7) and Cerbos's own (section 6.9), by the equality of section 4.2. The global form
 * of Cerbos's functions turns arguments that failed into `no such overload` (section 5.1).
 *
 * Error of our own: `too many comparisons`, when lists of lists or maps are too long to compare each with each.
 */
export const sets: readonly FunctionDeclaration[] = [
  globalFunction("sets.contains", [overload([LIST, LIST], BOOL, (list: List, part: List) => isSubset(part, list))]),
  globalFunction("sets.equivalent", [overload([LIST, LIST], BOOL, isEquivalent)]),
  globalFunction("sets.intersects", [overload([LIST, LIST], BOOL, intersects)]),
  ...bothForms("intersect", overload([LIST, LIST], LIST, intersection)),
  ...bothForms("except", overload([LIST, LIST], LIST, difference)),
  ...bothForms("hasIntersection", overload([LIST, LIST], BOOL, hasIntersection)),
  ...bothForms("has_intersection", overload([LIST, LIST], BOOL, hasIntersection)),
  ...bothForms("isSubset", overload([LIST, LIST], BOOL, isSubset)),
  ...bothForms("is_subset", overload([LIST, LIST], BOOL, isSubset)),
];

function bothForms(name: string, own: Overload): readonly FunctionDeclaration[] {
  const mismatch = (args: readonly CelValue[]) => (args.some(isError) ? NO_SUCH_OVERLOAD : namedMismatch(name, args));
  return [globalFunction(name, [own], { takesErrors: true, mismatch }), method(name, [own])];
}

function isSubset(part: List, whole: List): boolean | CelError {
  const isMember = lookup(whole, part.length);
  for (const element of part) {
    const found = isMember(element);
    if (found !== true) return found;
  }
  return true;
}

function isEquivalent(a: List, b: List): boolean | CelError {
  const contained = isSubset(b, a);
  return contained === true ? isSubset(a, b) : contained;
}

function intersects(a: List, b: List): boolean | CelError {
  const isMember = lookup(b, a.length);
  for (const element of a) {
    const found = isMember(element);
    if (found !== false) return found;
  }
  return false;
}

/** Walks the shorter list; with SPIFFE values the order of the sides matters. */
function hasIntersection(a: List, b: List): boolean | CelError {
  return a.length > b.length ? intersects(b, a) : intersects(a, b);
}

/** What the shorter list shares with the longer one, in the shorter one's order and with its duplicates. */
function intersection(a: List, b: List): List | CelError {
  return a.length > b.length ? chosen(b, a, true) : chosen(a, b, true);
}

function difference(a: List, b: List): List | CelError {
  return chosen(a, b, false);
}

function chosen(list: List, members: List, wanted: boolean): List | CelError {
  const isMember = lookup(members, list.length);
  const kept: CelValue[] = [];
  for (const element of list) {
    const found = isMember(element);
    if (isError(found)) return found;
    if (found === wanted) kept.push(element);
  }
  return kept;
}

/** With this many elements on either side or fewer, comparing each with each is faster than preparing, as measured. */
const FEW = 8;

/** Asks a list for elements; `asked` is how often. */
function lookup(members: List, asked: number): (value: CelValue) => boolean | CelError {
  if (asked <= FEW || members.length <= FEW) return (value) => members.some((member) => isEqual(value, member));
  const membership = new Membership(members);
  return (value) => (membership.comparisons > MAX_COMPARISONS ? TOO_MANY : membership.has(value));
}

const TOO_MANY = new CelError(`too many comparisons of lists and maps: more than ${MAX_COMPARISONS}`);
