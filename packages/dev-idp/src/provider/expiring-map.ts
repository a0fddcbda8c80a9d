/** How many entries may be written before the expired ones are swept out. */
const sweepEvery = 256;

/** A map whose entries end at their time; bounded by time alone, so long test runs lose nothing (okta.md trap 14). */
export class ExpiringMap<Value> {
  readonly #entries = new Map<string, { value: Value; until: number }>();
  #writes = 0;

  /** @param seconds how long the entry lives; undefined for ever */
  set(key: string, value: Value, seconds: number | undefined): void {
    this.#entries.set(key, {
      value,
      until: seconds === undefined ? Number.POSITIVE_INFINITY : Date.now() + seconds * 1000,
    });
    this.#writes += 1;
    if (this.#writes % sweepEvery === 0) this.#sweep();
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    if (entry.until > Date.now()) return entry.value;
    this.#entries.delete(key);
    return undefined;
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  #sweep(): void {
    const now = Date.now();
    for (const [key, { until }] of this.#entries) if (until <= now) this.#entries.delete(key);
  }
}
