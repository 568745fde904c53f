import type { Clock, ReadOptions } from '../../../ports/index.js'
import type { RedisClient, RequestBudget } from '../connection/index.js'
import { AnswerSize } from './answer-size.js'
import type { CacheKeys } from './cache-keys.js'
import type { CacheOperations } from './cache-operations.js'
import type { EntryReader } from './entry-reader.js'
import type { Hits } from './read-batch.js'
import { ReadBatcher } from './read-batcher.js'
import { READ_SCRIPT } from './scripts/read-script.js'

/** An entry, 1 if it is fresh or -1 if it is none of ours, its remaining milliseconds. */
type Examined = readonly [string, number, number] | null

/** The reads of one namespace. */
export class EntryLookup {
  readonly #namespace: string
  readonly #keys: CacheKeys
  readonly #operations: CacheOperations
  readonly #reader: EntryReader
  readonly #clock: Clock
  readonly #size = new AnswerSize()
  readonly #find: ReadBatcher
  readonly #examine: ReadBatcher

  constructor(namespace: string, keys: CacheKeys, operations: CacheOperations, reader: EntryReader, clock: Clock) {
    this.#namespace = namespace
    this.#keys = keys
    this.#operations = operations
    this.#reader = reader
    this.#clock = clock
    this.#find = new ReadBatcher(clock, (all, budget) => this.#findSlice(all, budget))
    this.#examine = new ReadBatcher(clock, (all, budget) => this.#examineSlice(all, budget))
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

  /** By MGET, which costs Redis and us the least; but it gives everything, however much that is. */
  async #findSlice(all: readonly string[], budget?: RequestBudget): Promise<Hits> {
    const count = this.#size.plainKeys(all.length)
    if (count < Math.min(all.length, FEW_KEYS)) return freshOnly(await this.#examineSlice(all, budget))
    const keys = count === all.length ? all : all.slice(0, count)
    const names = [this.#keys.generation, this.#keys.stamp]
    for (const key of keys) names.push(this.#keys.values + key)
    const replies = await this.#ask(
      (client) => client.mGet(names),
      budget,
      (raw) => raw?.length ?? 0,
    )
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
    for (let at = 0; at < undecided.length; ) {
      const rest = undecided.slice(at)
      const decided = freshOnly(
        await this.#examineSlice(
          rest.map((index) => keys[index] ?? ''),
          budget,
        ),
      )
      for (const [place, hit] of decided.entries()) hits[rest[place] ?? 0] = hit
      at += decided.length
    }
    return hits
  }

  async #examineSlice(all: readonly string[], budget?: RequestBudget): Promise<Hits> {
    const { generation, tags, values } = this.#keys
    const keys = all.slice(0, this.#size.boundedKeys(all.length))
    const names = [generation, ...keys.map((key) => values + key)]
    const args = [tags, String(this.#size.bytes)]
    const found = await this.#ask(
      async (client) => (await READ_SCRIPT.run(client, names, args)) as readonly Examined[],
      budget,
      (entry) => entry?.[0].length ?? 0,
    )
    return found.map((entry, index) => {
      const key = keys[index] ?? ''
      if (!entry) return undefined
      const [raw, fresh, remainingMs] = entry
      if (fresh < 0) return this.#reader.reportForeign(this.#namespace, key)
      return this.#reader.readDecided(this.#namespace, key, raw, { stale: fresh === 0, remainingMs })
    })
  }

  /** Asks once, and learns from the answer how much to ask for. */
  async #ask<T>(
    operation: (client: RedisClient) => Promise<readonly T[]>,
    budget: RequestBudget | undefined,
    lengthOf: (item: T) => number,
  ): Promise<readonly T[]> {
    const askedAt = this.#clock.monotonic()
    try {
      const items = await this.#operations.read(operation, budget)
      const tookMs = this.#clock.monotonic() - askedAt
      let [largest, sum] = [0, 0]
      for (const item of items) {
        const length = lengthOf(item)
        sum += length
        if (length > largest) largest = length
      }
      this.#size.answered(largest, sum, tookMs)
      return items
    } catch (error) {
      this.#size.failed(this.#clock.monotonic() - askedAt)
      throw error
    }
  }
}

/** Rather than fewer keys by MGET, as many as fit by the script. */
const FEW_KEYS = 64

function freshOnly(hits: Hits): Hits {
  return hits.map((hit) => (hit && !hit.stale ? { value: hit.value, stale: false } : undefined))
}
