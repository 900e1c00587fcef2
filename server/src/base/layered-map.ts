/** How many entries may lie above the base before both are laid together: copying is rare, and looking up stays two steps. */
const MOST_ABOVE = 64;

/**
 * A map with a few values replaced, without copying the map. Keys keep their order; new keys come last. The base must not change
 * afterwards.
 */
export class LayeredMap<K, V> implements ReadonlyMap<K, V> {
  readonly #base: ReadonlyMap<K, V>;
  readonly #above: ReadonlyMap<K, V>;
  readonly size: number;

  private constructor(base: ReadonlyMap<K, V>, above: ReadonlyMap<K, V>) {
    this.#base = base;
    this.#above = above;
    let size = base.size;
    for (const key of above.keys()) if (!base.has(key)) size += 1;
    this.size = size;
  }

  /** The map with these values in place of its own. */
  static over<K, V>(map: ReadonlyMap<K, V>, values: ReadonlyMap<K, V>): ReadonlyMap<K, V> {
    const [base, above] = map instanceof LayeredMap ? [map.#base, new Map([...map.#above, ...values])] : [map, values];
    return above.size > MOST_ABOVE ? new Map([...map, ...values]) : new LayeredMap(base, above);
  }

  get(key: K): V | undefined {
    return this.#above.has(key) ? this.#above.get(key) : this.#base.get(key);
  }

  has(key: K): boolean {
    return this.#above.has(key) || this.#base.has(key);
  }

  forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void, thisArg?: unknown): void {
    for (const [key, value] of this) callback.call(thisArg, value, key, this);
  }

  *entries(): MapIterator<[K, V]> {
    for (const entry of this.#base) {
      const value = this.#above.get(entry[0]);
      yield value === undefined && !this.#above.has(entry[0]) ? entry : [entry[0], value as V];
    }
    for (const entry of this.#above) if (!this.#base.has(entry[0])) yield entry;
  }

  *keys(): MapIterator<K> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }
}
