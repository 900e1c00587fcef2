/** How many entries may lie above the base before both are laid together: copying is rare, and looking up stays two steps. */
const MOST_ABOVE = 64;

/** Stands above a key that the base has and the map has not any more. */
const GONE: unique symbol = Symbol('gone');

/**
 * A map with a few values replaced and a few keys taken away, without copying the map. Keys keep their order; new keys come last. The base
 * must not change afterwards.
 */
export class LayeredMap<K, V> implements ReadonlyMap<K, V> {
  readonly #base: ReadonlyMap<K, V>;
  readonly #above: ReadonlyMap<K, V | typeof GONE>;
  readonly size: number;

  private constructor(base: ReadonlyMap<K, V>, above: ReadonlyMap<K, V | typeof GONE>) {
    this.#base = base;
    this.#above = above;
    let size = base.size;
    for (const [key, value] of above) size += Number(value !== GONE) - Number(base.has(key));
    this.size = size;
  }

  /** The map with these values in place of its own, and without the keys that are gone. */
  static over<K, V>(map: ReadonlyMap<K, V>, values: ReadonlyMap<K, V>, gone: ReadonlySet<K> = new Set()): ReadonlyMap<K, V> {
    if (values.size === 0 && gone.size === 0) return map;
    const isLayered = map instanceof LayeredMap;
    const above = new Map<K, V | typeof GONE>(isLayered ? map.#above : undefined);
    for (const key of gone) above.set(key, GONE);
    for (const [key, value] of values) above.set(key, value);
    const layered = new LayeredMap(isLayered ? map.#base : map, above);
    return above.size > MOST_ABOVE ? new Map(layered) : layered;
  }

  /** The keys whose values are not the same in two maps, gone and new ones among them. Where both lie over one base, only what is above is looked at. */
  static differing<K, V>(before: ReadonlyMap<K, V>, after: ReadonlyMap<K, V>): ReadonlySet<K> {
    const keys = new Set<K>();
    const isOver =
      after instanceof LayeredMap && (after.#base === before || (before instanceof LayeredMap && after.#base === before.#base));
    const asked: Iterable<K>[] = isOver
      ? [after.#above.keys(), before instanceof LayeredMap ? before.#above.keys() : []]
      : [before.keys(), after.keys()];
    for (const part of asked)
      for (const key of part) if (before.get(key) !== after.get(key) || before.has(key) !== after.has(key)) keys.add(key);
    return keys;
  }

  get(key: K): V | undefined {
    const value = this.#above.get(key);
    if (value === undefined && !this.#above.has(key)) return this.#base.get(key);
    return value === GONE ? undefined : value;
  }

  has(key: K): boolean {
    return this.#above.has(key) ? this.#above.get(key) !== GONE : this.#base.has(key);
  }

  forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void, thisArg?: unknown): void {
    for (const [key, value] of this) callback.call(thisArg, value, key, this);
  }

  *entries(): MapIterator<[K, V]> {
    for (const entry of this.#base) {
      const value = this.#above.get(entry[0]);
      if (value === undefined && !this.#above.has(entry[0])) yield entry;
      else if (value !== GONE) yield [entry[0], value as V];
    }
    for (const [key, value] of this.#above) if (value !== GONE && !this.#base.has(key)) yield [key, value];
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
