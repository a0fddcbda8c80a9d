import { Uint } from "./uint.js";
import type { CelValue, PlainMap } from "./value.js";

/**
 * A map with keys of any kind; the last of equal keys wins. Int 1, uint 1, double 1.0 and "1" are four keys: a JavaScript map
 * tells bigint, number and string apart, and uints have one of their own. A NaN key can be seen and never found.
 */
export class CelMap {
  readonly #entries = new Map<unknown, readonly [CelValue, CelValue]>();
  readonly #uints = new Map<bigint, readonly [CelValue, CelValue]>();

  constructor(entries: Iterable<readonly [CelValue, CelValue]> = []) {
    for (const entry of entries) {
      const [key] = entry;
      if (key instanceof Uint) this.#uints.set(key.value, entry);
      else this.#entries.set(Number.isNaN(key) ? Symbol("NaN") : key, entry);
    }
  }

  get size(): number {
    return this.#entries.size + this.#uints.size;
  }

  /** The value under exactly this key, kind included. */
  exact(key: CelValue): CelValue | undefined {
    return (key instanceof Uint ? this.#uints.get(key.value) : this.#entries.get(key))?.[1];
  }

  *entries(): IterableIterator<readonly [CelValue, CelValue]> {
    yield* this.#entries.values();
    yield* this.#uints.values();
  }
}

/** Whether a value is a map: a plain object, as JSON gives it, or a `CelMap`. */
export function isMap(value: unknown): value is CelMap | PlainMap {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || value instanceof CelMap;
}

/** Looks a key up by CEL's rules: the exact kind first, then numbers of the other kinds (cel.md section 4.4). */
export function lookup(map: CelMap | PlainMap, key: CelValue): CelValue | undefined {
  if (!(map instanceof CelMap)) return typeof key === "string" && Object.hasOwn(map, key) ? map[key] : undefined;
  const exact = map.exact(key);
  if (exact !== undefined) return exact;
  if (typeof key === "number") {
    if (!Number.isInteger(key)) return undefined;
    const integer = BigInt(key);
    return map.exact(integer) ?? map.exact(new Uint(integer));
  }
  if (typeof key === "bigint") return key < 0n ? undefined : map.exact(new Uint(key));
  if (key instanceof Uint) return map.exact(key.value);
  return undefined;
}

export const mapSize = (map: CelMap | PlainMap): number => (map instanceof CelMap ? map.size : Object.keys(map).length);

/** Keys and values; a plain map's keys are strings. */
export function* mapEntries(map: CelMap | PlainMap): IterableIterator<readonly [CelValue, CelValue]> {
  if (map instanceof CelMap) yield* map.entries();
  else for (const key of Object.keys(map)) yield [key, map[key] as CelValue];
}
