import type { CacheHit, ReadOptions } from '../../../ports/index.js'
import type { RedisClient } from '../connection/index.js'
import type { CacheKeys } from './cache-keys.js'
import type { CacheOperations } from './cache-operations.js'
import type { EntryReader } from './entry-reader.js'
import { ReadBatcher } from './read-batcher.js'
import { READ_SCRIPT } from './scripts/read-script.js'

type Hits = readonly (CacheHit | undefined)[]

/** The reads of one namespace. */
export class EntryLookup {
  readonly #namespace: string
  readonly #keys: CacheKeys
  readonly #reader: EntryReader
  readonly #find: ReadBatcher
  readonly #examine: ReadBatcher

  constructor(namespace: string, keys: CacheKeys, operations: CacheOperations, reader: EntryReader) {
    this.#namespace = namespace
    this.#keys = keys
    this.#reader = reader
    this.#find = new ReadBatcher((batch) => operations.read((client) => this.#findSlices(client, batch)))
    this.#examine = new ReadBatcher((batch) => operations.read((client) => this.#examineSlices(client, batch)))
  }

  /** Living entries. */
  find(keys: readonly string[]): Promise<Hits> {
    return this.#find.read(keys)
  }

  /** Entries with more than their values, by a script: MGET tells neither their life nor the state of their tags. */
  async examine(
    keys: readonly string[],
    { stale = false, remaining = false, terms = false }: ReadOptions,
  ): Promise<Hits> {
    const hits = await this.#examine.read(keys)
    return hits.map((hit) => {
      if (!hit || (hit.stale && !stale)) return undefined
      return {
        value: hit.value,
        stale: hit.stale,
        ...(remaining && hit.remainingMs !== undefined ? { remainingMs: hit.remainingMs } : {}),
        ...(terms && hit.terms ? { terms: hit.terms } : {}),
      }
    })
  }

  async #findSlices(client: RedisClient, keys: readonly string[]): Promise<Hits> {
    const [first, ...more] = await Promise.all(slices(keys).map((slice) => this.#findSlice(client, slice)))
    return more.length === 0 ? (first ?? []) : [...(first ?? []), ...more.flat()]
  }

  async #findSlice(client: RedisClient, keys: readonly string[]): Promise<Hits> {
    const names = [this.#keys.generation, this.#keys.stamp]
    for (const key of keys) names.push(this.#keys.values + key)
    const replies = await client.mGet(names)
    const [generation = null, stamp = null] = replies
    const undecided: number[] = []
    const hits = keys.map((key, index) => {
      const raw = replies[index + 2]
      if (raw === null || raw === undefined) return undefined
      const hit = this.#reader.read(this.#namespace, { key, raw, generation, stamp })
      if (hit !== 'undecided') return hit
      undecided.push(index)
      return undefined
    })
    if (undecided.length === 0) return hits
    const decided = await this.#examineSlices(
      client,
      undecided.map((index) => keys[index] ?? ''),
    )
    undecided.forEach((index, place) => {
      const hit = decided[place]
      hits[index] = hit && !hit.stale ? { value: hit.value, stale: false } : undefined
    })
    return hits
  }

  async #examineSlices(client: RedisClient, keys: readonly string[]): Promise<Hits> {
    const found = await Promise.all(slices(keys).map((slice) => this.#examineSlice(client, slice)))
    return found.flat()
  }

  async #examineSlice(client: RedisClient, keys: readonly string[]): Promise<Hits> {
    const { generation, tags, values } = this.#keys
    const names = [generation, ...keys.map((key) => values + key)]
    const found = (await READ_SCRIPT.run(client, names, [tags])) as (readonly [string, number, number] | null)[]
    return keys.map((key, index) => {
      const entry = found[index]
      if (!entry) return undefined
      const [raw, fresh, remainingMs] = entry
      if (fresh < 0) return this.#reader.reportForeign(this.#namespace, key)
      return this.#reader.readDecided(this.#namespace, key, raw, { stale: fresh === 0, remainingMs })
    })
  }
}

/** Keys that one command asks for at most: more would keep Redis from others for too long. */
const MAX_KEYS = 512

function slices(keys: readonly string[]): readonly (readonly string[])[] {
  if (keys.length <= MAX_KEYS) return [keys]
  const made: (readonly string[])[] = []
  for (let at = 0; at < keys.length; at += MAX_KEYS) made.push(keys.slice(at, at + MAX_KEYS))
  return made
}
