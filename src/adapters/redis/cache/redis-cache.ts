import {
  assertCacheKey,
  assertCacheKeys,
  assertIncrement,
  assertLeaseRequest,
  assertLeaseToken,
  assertReadOptions,
  assertTags,
  assertWrite,
  assertWrites,
  DEFAULT_CACHE_LIMITS,
  notACounter,
} from '../../../domain/cache/index.js'
import { assertText, isAppError, optionNames } from '../../../domain/platform/index.js'
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
import { assertDependencies } from '../../shared/assert-dependencies.js'
import type { RedisClient, RedisConnection } from '../connection/index.js'
import { keyPrefixes } from '../settings/index.js'
import { escapeTag, NamespaceKeys } from './cache-keys.js'
import { ACQUIRE_SCRIPT, COMMIT_SCRIPT, DELETE_SCRIPT, INCREMENT_SCRIPT, SET_SCRIPT } from './cache-scripts.js'
import { AbandonedLeases, CommandRunner, releaseLease } from './command-runner.js'
import { EntryLookup } from './entry-lookup.js'
import { corruptEntryReporter, EntryReader, type OnCorruptEntry } from './entry-reader.js'
import { encodeWrite, setArguments, sliceWrites } from './entry-writes.js'
import { NamespaceSweeper } from './namespace-sweeper.js'

/** Dependencies and settings of a {@link RedisCache}. */
export interface RedisCacheOptions {
  /** Owned by the caller: `close` leaves it open. */
  readonly connection: RedisConnection
  readonly clock: Clock
  /** Generates the tokens of leases and the versions of namespaces and tags; all must be unique. */
  readonly ids: Pick<Ids, 'next'>
  readonly logger: Logger
  /** Prefix of every key. Apps that share a database need different ones. Default: `cg:cache:`. */
  readonly keyPrefix?: string
  /** Maximum size of a value, in bytes of its JSON text. Default: 1 MiB. */
  readonly maxEntryBytes?: number
  /** Called for every corrupt entry, and for content that this cache did not write. */
  readonly onCorruptEntry?: OnCorruptEntry
}

const OPTIONS = optionNames<RedisCacheOptions>({
  connection: true,
  clock: true,
  ids: true,
  logger: true,
  keyPrefix: true,
  maxEntryBytes: true,
  onCorruptEntry: true,
})

/** State, remaining milliseconds of a foreign lease, raw entry, its remaining milliseconds, 1 for corrupt content. */
type AcquireReply = readonly ['hit' | 'leased' | 'busy', number, string | null, number, number]

/** Maximum number of keys per delete script: well below a millisecond of server time. */
const MAX_DELETED_KEYS = 100

interface RedisNamespace {
  readonly keys: NamespaceKeys
  readonly lookup: EntryLookup
}

/**
 * A cache in Redis, shared by all processes with the same prefix. Each value is one string; every atomic step is a script.
 * Clearing and tag invalidation delete a version: see {@link NamespaceKeys}. Entries of the old version are unreachable
 * even before Redis deletes them.
 *
 * Redis counts in whole milliseconds: an entry may live up to 1 ms longer than its time to live.
 */
export class RedisCache implements CachePort {
  readonly #runner: CommandRunner
  readonly #ids: Pick<Ids, 'next'>
  readonly #limits: { readonly maxEntryBytes: number }
  readonly #reader: EntryReader
  readonly #clock: Clock
  readonly #keyPrefix: string
  /** Created on first use. Never removed, because only declared namespaces are used. */
  readonly #namespaces = new Map<string, RedisNamespace>()
  readonly #sweeper: NamespaceSweeper
  readonly #abandoned: AbandonedLeases
  #evictionsBefore: number | undefined

  /** @throws AppError `INVALID_ARGUMENT` */
  constructor(options: RedisCacheOptions) {
    assertDependencies(options, OPTIONS, ['connection', 'clock', 'ids', 'logger'])
    const { connection, clock, ids, logger, keyPrefix = keyPrefixes().cache } = options
    assertText(keyPrefix, 'keyPrefix')
    const { maxEntryBytes = DEFAULT_CACHE_LIMITS.maxEntryBytes, onCorruptEntry } = options
    this.#runner = new CommandRunner(connection)
    this.#ids = ids
    this.#limits = { maxEntryBytes }
    this.#reader = new EntryReader(maxEntryBytes, corruptEntryReporter(clock, logger, onCorruptEntry))
    this.#clock = clock
    this.#keyPrefix = keyPrefix
    this.#abandoned = new AbandonedLeases(this.#runner)
    this.#sweeper = new NamespaceSweeper(this.#runner, clock, logger)
  }

  async getMany(
    namespace: string,
    keys: readonly string[],
    options: ReadOptions = {},
  ): Promise<readonly (CacheHit | undefined)[]> {
    assertCacheKeys(keys)
    assertReadOptions(options)
    if (keys.length === 0) return []
    const { lookup } = this.#namespace(namespace)
    return options.stale || options.remaining || options.metadata
      ? lookup.readWithMetadata(keys, options)
      : lookup.read(keys)
  }

  async setMany(namespace: string, writes: readonly CacheWrite[]): Promise<void> {
    assertWrites(writes)
    const encoded = writes.map((write, index) => {
      return encodeWrite(write, writes.length > 1 ? `value ${index}` : 'value', this.#limits)
    })
    if (encoded.length === 0) return
    const { keys } = this.#namespace(namespace)
    await this.#runner.write(async (client) => {
      // In order, because the last of repeated keys wins.
      const stored = [...sliceWrites(encoded)].map((slice) =>
        SET_SCRIPT.run(client, ...setArguments(keys, this.#ids.next(), slice)),
      )
      await Promise.all(stored)
    })
  }

  async deleteMany(namespace: string, keys: readonly string[]): Promise<number> {
    assertCacheKeys(keys)
    if (keys.length === 0) return 0
    const { namespaceVersion, values, leases, tags } = this.#namespace(namespace).keys
    const slices: string[][] = []
    for (let at = 0; at < keys.length; at += MAX_DELETED_KEYS) {
      const slice = keys.slice(at, at + MAX_DELETED_KEYS)
      slices.push([namespaceVersion, ...slice.flatMap((key) => [values + key, leases + key])])
    }
    const deleted = await this.#runner.write((client) =>
      Promise.all(slices.map((names) => DELETE_SCRIPT.run(client, names, [tags]))),
    )
    return deleted.reduce<number>((sum, count) => sum + Number(count), 0)
  }

  async increment(namespace: string, increment: CacheIncrement): Promise<number> {
    assertIncrement(increment)
    const { key, by, ttlMs } = increment
    const { keys, names } = this.#entryKeys(namespace, key)
    const args = [keys.tags, this.#ids.next(), String(by), String(ttlMs)]
    const sum = await this.#runner.write((client) => INCREMENT_SCRIPT.run(client, names, args))
    if (typeof sum !== 'string') throw notACounter(by)
    return Number(sum)
  }

  async clear(namespace: string): Promise<void> {
    const { keys } = this.#namespace(namespace)
    await this.#runner.write((client) => client.unlink(keys.namespaceVersion))
    this.#sweeper.start(keys)
  }

  async invalidateTags(namespace: string, tags: readonly string[]): Promise<void> {
    assertTags(tags)
    if (tags.length === 0) return
    const { keys } = this.#namespace(namespace)
    await this.#runner.write((client) =>
      client.unlink([keys.tagsVersion, ...tags.map((tag) => keys.tags + escapeTag(tag))]),
    )
  }

  async acquire(namespace: string, request: LeaseRequest): Promise<LeaseResult> {
    assertLeaseRequest(request)
    const { key, leaseMs, refresh = false } = request
    const { keys, names } = this.#entryKeys(namespace, key)
    const tags = [...new Set(request.tags)].map(escapeTag)
    const token = this.#ids.next()
    const args = [keys.tags, this.#ids.next(), token, String(leaseMs), refresh ? '1' : '0', ...tags]
    const lease = { name: keys.leases + key, token }
    const reply = await this.#abandoned.run(lease, false, (client) =>
      ACQUIRE_SCRIPT.run(client, [...names, ...tags.map((tag) => keys.tags + tag)], args),
    )
    const [state, busyMs, raw, remainingMs, corrupt] = reply as AcquireReply
    if (corrupt === 1) this.#reader.reportCorrupt(namespace, key)
    const hit =
      raw === null ? undefined : this.#reader.readDecided(namespace, key, raw, { stale: state !== 'hit', remainingMs })
    if (state === 'hit' && hit) return { state, hit }
    if (state === 'hit') return this.#replaceCorrupt(namespace, request)
    const stale = hit ? { stale: hit } : {}
    return state === 'leased' ? { state, token, ...stale } : { state, remainingMs: busyMs, ...stale }
  }

  async commit(namespace: string, token: string, write: CacheWrite): Promise<boolean> {
    assertLeaseToken(token)
    assertWrite(write)
    const { kind, payload, graceMs, lifeMs } = encodeWrite(write, 'value', this.#limits)
    const { keys, names } = this.#entryKeys(namespace, write.key)
    const args = [keys.tags, this.#ids.next(), token, kind, payload, String(graceMs), String(lifeMs)]
    const lease = { name: keys.leases + write.key, token }
    return (
      (await this.#abandoned.run(lease, true, (client) =>
        COMMIT_SCRIPT.run(client, [...names, keys.tagsVersion], args),
      )) === 1
    )
  }

  async release(namespace: string, key: string, token: string): Promise<void> {
    assertCacheKey(key)
    assertLeaseToken(token)
    const lease = { name: this.#namespace(namespace).keys.leases + key, token }
    await this.#abandoned.run(lease, true, (client) => releaseLease(client, lease))
  }

  async stats(): Promise<CacheStats> {
    try {
      const stats = await this.#runner.read(readStoreStats)
      this.#evictionsBefore ??= stats.evictions
      // A lower count means that the server was restarted.
      if (stats.evictions < this.#evictionsBefore) this.#evictionsBefore = 0
      return { ...stats, evictions: stats.evictions - this.#evictionsBefore }
    } catch (error) {
      if (!isAppError(error)) throw error
      return { connected: false, entries: 0, bytes: 0, evictions: 0 }
    }
  }

  /** Stops background work. Leaves the connection open. */
  async close(): Promise<void> {
    await this.#sweeper.stop()
  }

  /** Removes an entry whose content cannot be decoded, and tries again. */
  async #replaceCorrupt(namespace: string, request: LeaseRequest): Promise<LeaseResult> {
    await this.deleteMany(namespace, [request.key])
    return this.acquire(namespace, request)
  }

  #namespace(name: string): RedisNamespace {
    let namespace = this.#namespaces.get(name)
    if (!namespace) {
      const keys = new NamespaceKeys(this.#keyPrefix, name)
      namespace = { keys, lookup: new EntryLookup(name, keys, this.#runner, this.#reader, this.#clock) }
      this.#namespaces.set(name, namespace)
    }
    return namespace
  }

  /** The keys of a namespace, and the names that scripts for one entry use. */
  #entryKeys(namespace: string, key: string): { keys: NamespaceKeys; names: string[] } {
    const { keys } = this.#namespace(namespace)
    return { keys, names: [keys.namespaceVersion, keys.values + key, keys.leases + key] }
  }
}

/** `evictions` counts from the start of the server. */
async function readStoreStats(client: RedisClient): Promise<CacheStats> {
  const info = (section: string): Promise<string> => client.info(section).catch(emptyIfForbidden)
  const [entries, memory, stats] = await Promise.all([client.dbSize(), info('memory'), info('stats')])
  return {
    connected: true,
    entries,
    bytes: numberIn(memory, 'used_memory'),
    evictions: numberIn(stats, 'evicted_keys'),
  }
}

/** 0 if a hosted Redis omits the field. */
function numberIn(info: string, field: string): number {
  return Number(new RegExp(`^${field}:(\\d+)`, 'm').exec(info)?.[1] ?? 0)
}

/** Some hosted services forbid INFO. */
function emptyIfForbidden(error: unknown): string {
  if (error instanceof Error && error.message.startsWith('NOPERM')) return ''
  throw error
}
