import type { Value } from "../principal/principal.js";

const unsafe = new Set(["__proto__", "constructor", "prototype"]);

/** How deeply claims may nest (IDT-8). */
export const MAX_DEPTH = 8;

/** Whether a parsed JSON value nests no deeper than the limit. */
export function isShallow(value: unknown, depth = MAX_DEPTH): boolean {
  if (typeof value !== "object" || value === null) return true;
  return depth > 0 && Object.values(value).every((member) => isShallow(member, depth - 1));
}

/** A copy without members that could reach a prototype, at any depth (PRIN-9). */
export function withoutPrototypeNames(value: unknown): Value {
  if (Array.isArray(value)) return value.map(withoutPrototypeNames);
  if (typeof value !== "object" || value === null) return value as Value;
  const safe = Object.entries(value).filter(([name]) => !unsafe.has(name));
  return Object.fromEntries(safe.map(([name, member]) => [name, withoutPrototypeNames(member)]));
}
