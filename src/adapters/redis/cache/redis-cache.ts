import {
  assertCacheKey,
  assertEntryTerms,
  assertIncrementTerms,
  assertLeaseTerms,
  assertTags,
  DEFAULT_CACHE_LIMITS,
  notACounter,
} from '../../../domain/cache/index.js'
import { isAppError } from '../../../domain/platform/index.js'
import type {
  CacheHit,
  CacheIncrement,
  CachePort,
  CacheStats,
  CacheWrite,
  Clock,
  Ids,
  LeaseRequest,
  LeaseResult,
  Logger,
  ReadOptions,
} from '../../../ports/index.js'
import type { RedisConnection } from '../connection/index.js'
import { AbandonedLeases, releaseLease } from './abandoned-leases.js'
import { DEFAULT_KEY_PREFIX, escapeTag } from './cache-keys.js'
import { CacheNamespaces, type RedisNamespace } from './cache-namespaces.js'
import { CacheOperations } from './cache-operations.js'
import { damageReport } from './damage-report.js'
import { EntryReader, type OnDamaged } from './entry-reader.js'
import { encodeWrite, setArguments, sliceWrites } from './entry-writes.js'
import { NamespaceSweeps } from './namespace-sweeps.js'
import { readStoreStats } from './redis-cache-stats.js'
import { ACQUIRE_SCRIPT } from './scripts/acquire-script.js'
import { COMMIT_SCRIPT } from './scripts/commit-script.js'
import { DELETE_SCRIPT } from './scripts/delete-script.js'
import { INCREMENT_SCRIPT } from './scripts/increment-script.js'
import { SET_SCRIPT } from './scripts/set-script.js'

/** What a {@link RedisCache} is made of. */
export interface RedisCacheOptions {
  /** Stays the caller's: `close` leaves it open. */
  readonly connection: RedisConnection
  readonly clock: Clock
  /** Makes the tokens of leases, generations and tags; no two may ever be the same. */
  readonly ids: Pick<Ids, 'next'>
  readonly logger: Logger
  /** Stands before every key. Apps that share a database need one each. Default: `cg:cache:`. */
  readonly keyPrefix?: string
  /** The largest value, in bytes of its JSON text. Default: 1 MiB. */
  readonly maxEntryBytes?: number
  /** Told of every entry that was passed over because its content is not ours. */
  readonly onDamaged?: OnDamaged
}

/** State, milliseconds of the lease of another, entry, its remaining milliseconds, 1 for content that is none of ours. */
type AcquireReply = readonly ['hit' | 'leased' | 'busy', number, string | null, number, number]

/** Keys that one script deletes at most: well below a millisecond of Redis' time. */
const MAX_DELETED_KEYS = 100

/**
 * The cache in Redis, shared by all processes that use it. Values are one string each; whatever has to be decided in
 * one step is a script. A namespace is cleared by forgetting its generation, a tag by forgetting its epoch: what was
 * written under them is unreachable from then on, also if Redis itself drops them for want of room.
 *
 * Redis counts in whole milliseconds: an entry may live up to 1 ms longer than its time to live.
 */
export class RedisCache implements CachePort {
  readonly #operations: CacheOperations
  readonly #ids: Pick<Ids, 'next'>
  readonly #limits: { readonly maxEntryBytes: number }
  readonly #reader: EntryReader
  readonly #spaces: CacheNamespaces
  readonly #sweeps: NamespaceSweeps
  readonly #abandoned: AbandonedLeases
  #evictionsBefore: number | undefined

  constructor({ connection, clock, ids, logger, keyPrefix = DEFAULT_KEY_PREFIX, ...options }: RedisCacheOptions) {
    const { maxEntryBytes = DEFAULT_CACHE_LIMITS.maxEntryBytes, onDamaged } = options
    this.#operations = new CacheOperations(connection)
    this.#ids = ids
    this.#limits = { maxEntryBytes }
    this.#reader = new EntryReader(maxEntryBytes, damageReport(clock, logger, onDamaged))
    this.#spaces = new CacheNamespaces(keyPrefix, this.#operations, this.#reader, clock)
    this.#abandoned = new AbandonedLeases(this.#operations)
    this.#sweeps = new NamespaceSweeps(this.#operations, clock, logger)
  }

  async getMany(
    namespace: string,
    keys: readonly string[],
    options: ReadOptions = {},
  ): Promise<readonly (CacheHit | undefined)[]> {
    for (const key of keys) assertCacheKey(key)
    if (keys.length === 0) return []
    const { lookup } = this.#spaces.get(namespace)
    return options.stale || options.remaining || options.terms ? lookup.examine(keys, options) : lookup.find(keys)
  }

  async setMany(namespace: string, writes: readonly CacheWrite[]): Promise<void> {
    const encoded = writes.map((write, index) => {
      assertEntryTerms(write)
      return encodeWrite(write, writes.length > 1 ? `value ${index}` : 'value', this.#limits)
    })
    if (encoded.length === 0) return
    const { keys } = this.#spaces.get(namespace)
    await this.#operations.write(async (client) => {
      // In their order: of repeated keys the last has to be stored last.
      const stored = [...sliceWrites(encoded)].map((slice) =>
        SET_SCRIPT.run(client, ...setArguments(keys, this.#ids.next(), slice)),
      )
      await Promise.all(stored)
    })
  }

  async deleteMany(namespace: string, keys: readonly string[]): Promise<number> {
    for (const key of keys) assertCacheKey(key)
    if (keys.length === 0) return 0
    const { generation, values, leases, tags } = this.#spaces.get(namespace).keys
    const slices: string[][] = []
    for (let at = 0; at < keys.length; at += MAX_DELETED_KEYS) {
      const slice = keys.slice(at, at + MAX_DELETED_KEYS)
      slices.push([generation, ...slice.flatMap((key) => [values + key, leases + key])])
    }
    const deleted = await this.#operations.write((client) =>
      Promise.all(slices.map((names) => DELETE_SCRIPT.run(client, names, [tags]))),
    )
    return deleted.reduce<number>((sum, count) => sum + Number(count), 0)
  }

  async increment(namespace: string, increment: CacheIncrement): Promise<number> {
    assertIncrementTerms(increment)
    const { key, by, ttlMs } = increment
    const { keys, names } = this.#at(namespace, key)
    const args = [keys.tags, this.#ids.next(), String(by), String(ttlMs)]
    const sum = await this.#operations.write((client) => INCREMENT_SCRIPT.run(client, names, args))
    if (typeof sum !== 'string') throw notACounter(by)
    return Number(sum)
  }

  async clear(namespace: string): Promise<void> {
    const { keys } = this.#spaces.get(namespace)
    await this.#operations.write((client) => client.unlink(keys.generation))
    this.#sweeps.start(keys)
  }

  async invalidateTags(namespace: string, tags: readonly string[]): Promise<void> {
    assertTags(tags)
    if (tags.length === 0) return
    const { keys } = this.#spaces.get(namespace)
    await this.#operations.write((client) =>
      client.unlink([keys.stamp, ...tags.map((tag) => keys.tags + escapeTag(tag))]),
    )
  }

  async acquire(namespace: string, request: LeaseRequest): Promise<LeaseResult> {
    assertLeaseTerms(request)
    const { key, leaseMs, refresh = false } = request
    const { keys, names } = this.#at(namespace, key)
    const tags = [...new Set(request.tags)].map(escapeTag)
    const token = this.#ids.next()
    const args = [keys.tags, this.#ids.next(), token, String(leaseMs), refresh ? '1' : '0', ...tags]
    const lease = { name: keys.leases + key, token }
    const reply = await this.#abandoned.run(lease, false, (client) =>
      ACQUIRE_SCRIPT.run(client, [...names, ...tags.map((tag) => keys.tags + tag)], args),
    )
    const [state, busyMs, raw, remainingMs, foreign] = reply as AcquireReply
    if (foreign === 1) this.#reader.reportForeign(namespace, key)
    const hit =
      raw === null ? undefined : this.#reader.readDecided(namespace, key, raw, { stale: state !== 'hit', remainingMs })
    if (state === 'hit' && hit) return { state, hit }
    if (state === 'hit') return this.#replaceDamaged(namespace, request)
    const stale = hit ? { stale: hit } : {}
    return state === 'leased' ? { state, token, ...stale } : { state, remainingMs: busyMs, ...stale }
  }

  async commit(namespace: string, token: string, write: CacheWrite): Promise<boolean> {
    assertEntryTerms(write)
    const { kind, payload, graceMs, lifeMs } = encodeWrite(write, 'value', this.#limits)
    const { keys, names } = this.#at(namespace, write.key)
    const args = [keys.tags, this.#ids.next(), token, kind, payload, String(graceMs), String(lifeMs)]
    const lease = { name: keys.leases + write.key, token }
    return (
      (await this.#abandoned.run(lease, true, (client) => COMMIT_SCRIPT.run(client, [...names, keys.stamp], args))) ===
      1
    )
  }

  async release(namespace: string, key: string, token: string): Promise<void> {
    assertCacheKey(key)
    const lease = { name: this.#spaces.get(namespace).keys.leases + key, token }
    await this.#abandoned.run(lease, true, (client) => releaseLease(client, lease))
  }

  async stats(): Promise<CacheStats> {
    try {
      const stats = await this.#operations.read(readStoreStats)
      this.#evictionsBefore ??= stats.evictions
      // Fewer than before: the server was restarted and counts anew.
      if (stats.evictions < this.#evictionsBefore) this.#evictionsBefore = 0
      return { ...stats, evictions: stats.evictions - this.#evictionsBefore }
    } catch (error) {
      if (!isAppError(error)) throw error
      return { connected: false, entries: 0, bytes: 0, evictions: 0 }
    }
  }

  /** Ends what goes on in the background. The connection is the caller's. */
  async close(): Promise<void> {
    await this.#sweeps.stop()
  }

  /** A value whose content cannot be read is as good as none: whoever finds it removes it and loads. */
  async #replaceDamaged(namespace: string, request: LeaseRequest): Promise<LeaseResult> {
    await this.deleteMany(namespace, [request.key])
    return this.acquire(namespace, request)
  }

  #at(namespace: string, key: string): { keys: RedisNamespace['keys']; names: string[] } {
    const { keys } = this.#spaces.get(namespace)
    return { keys, names: [keys.generation, keys.values + key, keys.leases + key] }
  }
}
