import { LRUCache } from 'lru-cache'

/** Stays in every map: lru-cache deletes its only entry in time proportional to the most it ever held. */
const SENTINEL = Symbol('sentinel')
type Sentinel = typeof SENTINEL

/**
 * A map that knows the order of use and the sum of its sizes. It has no bound of its own: several maps share one
 * bound, so whoever owns them evicts the {@link LruMap.oldest}. Set an entry by a new object, never by the same one
 * with another size: lru-cache keeps the old size then.
 */
export class LruMap<V extends object> {
  // Never the sentinel evicts: the size that lru-cache insists on cannot be reached.
  readonly #lru = new LRUCache<string | Sentinel, V | Sentinel>({ maxSize: Number.MAX_SAFE_INTEGER })

  constructor() {
    this.#lru.set(SENTINEL, SENTINEL, { size: 1 })
  }

  get size(): number {
    return this.#lru.size - 1
  }

  /** The sum of the sizes given to {@link set}. */
  get bytes(): number {
    return this.#lru.calculatedSize - 1
  }

  /** Finds and marks as used. */
  get(key: string): V | undefined {
    const value = this.#lru.get(key)
    return value === SENTINEL ? undefined : value
  }

  /** Finds without marking as used. */
  peek(key: string): V | undefined {
    const value = this.#lru.peek(key)
    return value === SENTINEL ? undefined : value
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

  /** All entries, the least recently used first. Not to be changed while they are walked over. */
  *entries(): Generator<readonly [key: string, value: V]> {
    for (const key of this.#lru.rkeys()) {
      const value = key === SENTINEL ? undefined : this.peek(key)
      if (key !== SENTINEL && value) yield [key, value]
    }
  }

  /** Calls `visit` for all values, in no order that matters; twice as fast as {@link entries}. */
  visit(visit: (value: V) => void): void {
    this.#lru.forEach((value) => {
      if (value !== SENTINEL) visit(value)
    })
  }
}
