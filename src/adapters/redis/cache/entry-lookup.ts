import type { Clock, ReadOptions } from '../../../ports/index.js'
import type { RedisClient, RequestBudget } from '../connection/index.js'
import type { NamespaceKeys } from './cache-keys.js'
import { READ_SCRIPT } from './cache-scripts.js'
import type { CommandRunner } from './command-runner.js'
import type { EntryReader } from './entry-reader.js'
import { type Hits, ReadBatcher } from './read-batcher.js'

/** Reply of the read script per key: the raw entry, 1 if fresh or -1 if corrupt, the remaining milliseconds. */
type ScriptReply = readonly [string, number, number] | null

/** Reads the entries of one namespace. */
export class EntryLookup {
  readonly #namespace: string
  readonly #keys: NamespaceKeys
  readonly #runner: CommandRunner
  readonly #reader: EntryReader
  readonly #clock: Clock
  readonly #batchSize = new AdaptiveBatchSize()
  readonly #plainReads: ReadBatcher
  readonly #metadataReads: ReadBatcher

  constructor(namespace: string, keys: NamespaceKeys, runner: CommandRunner, reader: EntryReader, clock: Clock) {
    this.#namespace = namespace
    this.#keys = keys
    this.#runner = runner
    this.#reader = reader
    this.#clock = clock
    this.#plainReads = new ReadBatcher(clock, (all, budget) => this.#readPlainSlice(all, budget))
    this.#metadataReads = new ReadBatcher(clock, (all, budget) => this.#readMetadataSlice(all, budget))
  }

  /** Reads the values of live entries. */
  read(keys: readonly string[]): Promise<Hits> {
    return this.#plainReads.read(keys)
  }

  /** Reads entries with stale ones, remaining life and metadata. By a script, because MGET returns values only. */
  async readWithMetadata(
    keys: readonly string[],
    { stale = false, remaining = false, metadata = false }: ReadOptions,
  ): Promise<Hits> {
    const hits = await this.#metadataReads.read(keys)
    return hits.map((hit) => {
      if (!hit || (hit.stale && !stale)) return undefined
      return {
        value: hit.value,
        stale: hit.stale,
        ...(remaining && hit.remainingMs !== undefined ? { remainingMs: hit.remainingMs } : {}),
        ...(metadata && hit.metadata ? { metadata: hit.metadata } : {}),
      }
    })
  }

  /** By MGET: the cheapest command for both sides, but the size of its reply has no limit. */
  async #readPlainSlice(all: readonly string[], budget?: RequestBudget): Promise<Hits> {
    const count = this.#batchSize.plainKeys(all.length)
    if (count < Math.min(all.length, MIN_MGET_KEYS)) return freshOnly(await this.#readMetadataSlice(all, budget))
    const keys = count === all.length ? all : all.slice(0, count)
    const names = [this.#keys.namespaceVersion, this.#keys.tagsVersion]
    for (const key of keys) names.push(this.#keys.values + key)
    const replies = await this.#measure(
      (client) => client.mGet(names),
      budget,
      (raw) => raw?.length ?? 0,
    )
    const [namespaceVersion = null, tagsVersion = null] = replies
    const undecided: number[] = []
    const hits = keys.map((key, index) => {
      const raw = replies[index + 2]
      if (raw === null || raw === undefined) return undefined
      const hit = this.#reader.read(this.#namespace, { key, raw, namespaceVersion, tagsVersion })
      if (hit !== 'undecided') return hit
      undecided.push(index)
      return undefined
    })
    for (let at = 0; at < undecided.length; ) {
      const rest = undecided.slice(at)
      const decided = freshOnly(
        await this.#readMetadataSlice(
          rest.map((index) => keys[index] ?? ''),
          budget,
        ),
      )
      for (const [place, hit] of decided.entries()) hits[rest[place] ?? 0] = hit
      at += decided.length
    }
    return hits
  }

  async #readMetadataSlice(all: readonly string[], budget?: RequestBudget): Promise<Hits> {
    const { namespaceVersion, tags, values } = this.#keys
    const keys = all.slice(0, this.#batchSize.boundedKeys(all.length))
    const names = [namespaceVersion, ...keys.map((key) => values + key)]
    const args = [tags, String(this.#batchSize.bytes)]
    const replies = await this.#measure(
      async (client) => (await READ_SCRIPT.run(client, names, args)) as readonly ScriptReply[],
      budget,
      (reply) => reply?.[0].length ?? 0,
    )
    return replies.map((reply, index) => {
      const key = keys[index] ?? ''
      if (!reply) return undefined
      const [raw, fresh, remainingMs] = reply
      if (fresh < 0) return this.#reader.reportCorrupt(this.#namespace, key)
      return this.#reader.readDecided(this.#namespace, key, raw, { stale: fresh === 0, remainingMs })
    })
  }

  /** Runs a read and adapts the batch size to its reply. */
  async #measure<T>(
    commands: (client: RedisClient) => Promise<readonly T[]>,
    budget: RequestBudget | undefined,
    lengthOf: (item: T) => number,
  ): Promise<readonly T[]> {
    const startedAt = this.#clock.monotonic()
    try {
      const items = await this.#runner.read(commands, budget)
      const tookMs = this.#clock.monotonic() - startedAt
      let [largest, sum] = [0, 0]
      for (const item of items) {
        const length = lengthOf(item)
        sum += length
        if (length > largest) largest = length
      }
      this.#batchSize.succeeded(largest, sum, tookMs)
      return items
    } catch (error) {
      this.#batchSize.failed(this.#clock.monotonic() - startedAt)
      throw error
    }
  }
}

/** Below this number of keys per MGET, the script reads as many keys as fit. */
const MIN_MGET_KEYS = 64

function freshOnly(hits: Hits): Hits {
  return hits.map((hit) => (hit && !hit.stale ? { value: hit.value, stale: false } : undefined))
}

/** Limits of keys per command: more would block Redis for other clients too long. */
const MAX_KEYS = 512
const MIN_KEYS = 16

/** Limits of the reply size in bytes: other requests wait behind a reply, on the connection and in this process. */
const MAX_BYTES = 512 * 1024
const MIN_BYTES = 32 * 1024

/** After a reply faster than this, the size doubles. */
const QUICK_MS = 100

/** The size of the largest entry decays by this factor with every reply of smaller ones. */
const DECAY = 0.95

/** How much one command reads. Adapts to the replies of a namespace. */
export class AdaptiveBatchSize {
  #bytes = MAX_BYTES
  /** Size of the largest recent entry; infinite before the first reply. */
  #largest = Number.POSITIVE_INFINITY

  /** Intended maximum size of a reply. A single entry may exceed it. */
  get bytes(): number {
    return this.#bytes
  }

  /** How many of `count` keys to read by a command that returns all of them, whatever their size. */
  plainKeys(count: number): number {
    return Math.min(count, MAX_KEYS, Math.max(1, Math.floor(this.#bytes / this.#largest)))
  }

  /** How many of `count` keys to read by a command that stops at {@link bytes}. */
  boundedKeys(count: number): number {
    if (this.#largest === Number.POSITIVE_INFINITY) return Math.min(count, MAX_KEYS)
    // More than fit if all were of the largest size, because some are smaller or missing.
    return Math.min(count, MAX_KEYS, Math.max(MIN_KEYS, 4 * Math.floor(this.#bytes / this.#largest)))
  }

  /** @param largest bytes of the largest entry in the reply; `all`: of all entries */
  succeeded(largest: number, all: number, tookMs: number): void {
    const known = this.#largest === Number.POSITIVE_INFINITY ? 0 : this.#largest * DECAY
    this.#largest = Math.max(largest, known, 1)
    if (tookMs < QUICK_MS && 2 * all >= this.#bytes) this.#bytes = Math.min(2 * this.#bytes, MAX_BYTES)
  }

  /** A slow failure may be due to the size of the reply; a quick one is not. */
  failed(tookMs: number): void {
    if (tookMs < QUICK_MS) return
    this.#largest = Number.POSITIVE_INFINITY
    this.#bytes = Math.max(this.#bytes / 2, MIN_BYTES)
  }
}
