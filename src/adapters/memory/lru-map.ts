import { LRUCache } from 'lru-cache'

/**
 * Key of an entry that stays in every map. When lru-cache deletes its last entry, it clears all slots it ever used: 5 ms
 * after 100,000 entries. With this entry, no other one is the last.
 */
const PLACEHOLDER = Symbol('placeholder')

/**
 * A map in order of use, with the sum of the sizes of its entries. It has no limit of its own, because several maps share
 * one: the owner of the limit evicts the {@link LruMap.oldest} entry. Always set a new object: lru-cache keeps the old
 * size if the same object is set again.
 */
export class LruMap<V extends object> {
  // lru-cache requires a size limit to count sizes; this one is never reached.
  readonly #lru = new LRUCache<string | symbol, V>({ maxSize: Number.MAX_SAFE_INTEGER })

  constructor() {
    // The value is never returned: `get` and `peek` take only strings, the iterations skip it.
    this.#lru.set(PLACEHOLDER, {} as V, { size: 1 })
  }

  /** The number of entries. */
  get size(): number {
    return this.#lru.size - 1
  }

  /** The sum of the sizes given to {@link set}. */
  get bytes(): number {
    return this.#lru.calculatedSize - 1
  }

  /** Returns an entry and marks it as used. */
  get(key: string): V | undefined {
    return this.#lru.get(key)
  }

  /** Returns an entry without marking it as used. */
  peek(key: string): V | undefined {
    return this.#lru.peek(key)
  }

  /** The size that was given to {@link set}; 0 if there is no such entry. */
  bytesOf(key: string): number {
    return this.#lru.info(key)?.size ?? 0
  }

  /** @param bytes a whole number above 0 */
  set(key: string, value: V, bytes: number): void {
    this.#lru.set(key, value, { size: bytes })
  }

  delete(key: string): boolean {
    return this.#lru.delete(key)
  }

  /** The least recently used entry. */
  oldest(): readonly [key: string, value: V] | undefined {
    for (const entry of this.entries()) return entry
    return undefined
  }

  /** All entries, the least recently used first. The map must not change during the iteration. */
  *entries(): Generator<readonly [key: string, value: V]> {
    for (const key of this.#lru.rkeys()) {
      const value = typeof key === 'string' ? this.peek(key) : undefined
      if (typeof key === 'string' && value) yield [key, value]
    }
  }

  /** Calls `visit` for each value, in undefined order; twice as fast as {@link entries}. */
  visit(visit: (value: V) => void): void {
    this.#lru.forEach((value, key) => {
      if (key !== PLACEHOLDER) visit(value)
    })
  }
}
