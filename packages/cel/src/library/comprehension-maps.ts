import { CelError } from "../value/error.js";
import { CelMap, mapEntries } from "../value/map.js";
import { doubleText } from "../value/number-text.js";
import { Uint } from "../value/uint.js";
import type { CelValue, PlainMap } from "../value/value.js";

/**
 * The map that `transformMap` and `transformMapEntry` fill (cel.md section 1.4), in time linear in its entries. A key that a
 * lookup would find already (section 4.4) is refused.
 *
 * Error: `insert failed: key x already exists`.
 */
export class MapBuilder {
  readonly #entries: (readonly [CelValue, CelValue])[] = [];
  /** Keys of all kinds but uint; JavaScript tells an int, a double and a string apart. */
  readonly #keys = new Set<unknown>();
  readonly #uints = new Set<bigint>();

  insert(key: CelValue, value: CelValue): CelError | undefined {
    if (this.#finds(key)) return new CelError(`insert failed: key ${keyText(key)} already exists`);
    this.#entries.push([key, value]);
    if (key instanceof Uint) this.#uints.add(key.value);
    else if (!Number.isNaN(key)) this.#keys.add(key);
    return undefined;
  }

  insertAll(entries: CelMap | PlainMap): CelError | undefined {
    for (const [key, value] of mapEntries(entries)) {
      const problem = this.insert(key, value);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  map(): CelMap {
    return new CelMap(this.#entries);
  }

  #finds(key: CelValue): boolean {
    if (key instanceof Uint) return this.#uints.has(key.value) || this.#keys.has(key.value);
    if (this.#keys.has(key)) return true;
    if (typeof key === "bigint") return this.#uints.has(key);
    if (typeof key !== "number" || !Number.isInteger(key)) return false;
    return this.#keys.has(BigInt(key)) || this.#uints.has(BigInt(key));
  }
}

const keyText = (key: CelValue): string =>
  typeof key === "number" ? doubleText(key) : String(key instanceof Uint ? key.value : key);
