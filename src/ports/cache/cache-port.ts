import type { CachedValue } from '../../domain/cache/index.js'

/** A value that was found. */
export interface CacheHit {
  readonly value: CachedValue
  /**
   * Milliseconds until the entry expires, above 0; for a stale hit, until its grace ends. Only with
   * {@link ReadOptions.remaining}, because some stores need a further request for it.
   */
  readonly remainingMs?: number
  /** Past its time to live, within its grace. Only with {@link ReadOptions.stale}. */
  readonly stale: boolean
  /** Only with {@link ReadOptions.metadata}. */
  readonly metadata?: EntryMetadata
}

/** What an entry was stored with, in addition to its value and time to live. */
export interface EntryMetadata {
  /** Size of the text of `toStorable` in UTF-8, or of a typed array. */
  readonly bytes: number
  readonly graceMs: number
  /** Without duplicates, in any order. */
  readonly tags: readonly string[]
}

/** Options of {@link CachePort.getMany}. */
export interface ReadOptions {
  /** Include entries within their grace. Default: false. */
  readonly stale?: boolean
  /** Return `remainingMs`. Default: false. */
  readonly remaining?: boolean
  /** Return `metadata`. Default: false. */
  readonly metadata?: boolean
}

/** An entry to store. */
export interface CacheWrite {
  readonly key: string
  /** Anything with a JSON form, and typed arrays, by themselves or within a value. */
  readonly value: unknown
  /** Time to live in whole milliseconds, at least 1. */
  readonly ttlMs: number
  /** Names by which the entry can be invalidated. Same limits as a key. */
  readonly tags?: readonly string[]
  /** Milliseconds after its time to live during which the entry may be served as stale. */
  readonly graceMs?: number
}

/** An increment of a counter. */
export interface CacheIncrement {
  readonly key: string
  /** A safe integer; may be negative or 0. */
  readonly by: number
  /** Time to live of a counter that this call creates, in whole milliseconds. An existing counter keeps its own. */
  readonly ttlMs: number
}

/** A request for the right to load a value. */
export interface LeaseRequest {
  readonly key: string
  /** The lease expires after this many milliseconds. */
  readonly leaseMs: number
  /** The tags of the value to load. Invalidating one of them breaks the lease. */
  readonly tags?: readonly string[]
  /** Take the lease even if the entry is live, to replace it before it expires; never a `hit` then. Default: false. */
  readonly refresh?: boolean
}

/**
 * Result of `acquire`. `hit`: the value exists. `leased`: the caller holds the lease and should load. `busy`: another
 * caller holds the lease. The last two include the stale value, if there is one. Hits include `remainingMs`.
 */
export type LeaseResult =
  | { readonly state: 'hit'; readonly hit: CacheHit }
  | { readonly state: 'leased'; readonly token: string; readonly stale?: CacheHit }
  | { readonly state: 'busy'; readonly stale?: CacheHit; readonly remainingMs: number }

/** Figures of a store. */
export interface CacheStats {
  /** Whether the store answers at present. */
  readonly connected: boolean
  /** Live entries in the store; for a shared store, all of its keys. */
  readonly entries: number
  /** Bytes used by the store. */
  readonly bytes: number
  /** Entries evicted to free space since the adapter was created. */
  readonly evictions: number
}

/**
 * A store of values that may be lost at any time. Small and batch-first; the facade `Cache` adds namespaces, default
 * times to live, read-through and statistics.
 *
 * In every method `namespace` is the prefix of a declared namespace. Namespaces and keys never collide, whatever
 * characters they contain. Keys are well-formed strings of at most 1 KiB in UTF-8.
 *
 * Absence is `undefined`; `null`, `0`, `""`, `false` and `[]` are values. An entry expires at age >= its time to live.
 *
 * Failure, in all methods: `INVALID_KEY`, `INVALID_TTL`, `INVALID_ARGUMENT` for arguments, before any effect;
 * `STORE_UNAVAILABLE` if the store did not answer within the adapter's deadline and nothing was done;
 * `OUTCOME_UNKNOWN` if it may have been done. Every wait has a deadline.
 *
 * Ordering: sequentially awaited calls of one caller take effect in that order. Within a batch, the only promise is
 * "the last of repeated keys wins". Repetition: every method but `increment` may be repeated with the same effect.
 *
 * @example
 * await cache.setMany('prices', [{ key: 'tea', value: { cents: 250 }, ttlMs: 60_000 }])
 * const [tea, none] = await cache.getMany('prices', ['tea', 'none'])
 * // tea.value is { cents: 250 }, none is undefined
 */
export interface CachePort {
  /**
   * The values of `keys` in their order; keys may repeat. One round trip per node, more for large values; entries with
   * tags or a grace may take a second one. Does not extend the life of an entry.
   */
  getMany(namespace: string, keys: readonly string[], options?: ReadOptions): Promise<readonly (CacheHit | undefined)[]>

  /**
   * Stores entries. Replaces value, time to live, tags and grace of existing ones and breaks their leases. Stores
   * nothing if an argument is invalid. Stored values share nothing with the arguments.
   *
   * @throws AppError `UNSERIALISABLE` (with the pointer), `ENTRY_TOO_LARGE`, `STORE_FULL`
   */
  setMany(namespace: string, writes: readonly CacheWrite[]): Promise<void>

  /** Removes entries and breaks their leases. Returns how many of them were live. */
  deleteMany(namespace: string, keys: readonly string[]): Promise<number>

  /**
   * Adds to a counter atomically and returns its new value. A missing counter counts as 0 and is created with `ttlMs`.
   * Breaks the lease of the key.
   *
   * @throws AppError `NOT_A_COUNTER` if the entry or the sum is not a safe integer; the entry stays unchanged
   */
  increment(namespace: string, increment: CacheIncrement): Promise<number>

  /**
   * Empties the namespace and no other. Nothing written before the call is visible after it resolved, and leases taken
   * before it are broken. Never blocks the store for long, whatever the number of entries.
   */
  clear(namespace: string): Promise<void>

  /** Removes the entries of `namespace` that carry one of `tags`. Visibility and leases as in {@link clear}. */
  invalidateTags(namespace: string, tags: readonly string[]): Promise<void>

  /** Returns the value or takes the lease, atomically. One of all concurrent callers, on any node, gets `leased`. */
  acquire(namespace: string, request: LeaseRequest): Promise<LeaseResult>

  /**
   * Stores the loaded value if the lease still holds. Returns whether it was stored; either way the lease ends. The tags
   * are those of `acquire`, not of `write`.
   *
   * @throws AppError `UNSERIALISABLE`, `ENTRY_TOO_LARGE`; the lease stays in place then
   */
  commit(namespace: string, token: string, write: CacheWrite): Promise<boolean>

  /** Ends the lease without a value. No effect if it is no longer held. */
  release(namespace: string, key: string, token: string): Promise<void>

  /** Figures of the store. If the store cannot be reached: `connected: false`, no rejection. */
  stats(): Promise<CacheStats>

  /**
   * The live value that this process holds, as a resolved promise; `undefined` where only {@link getMany} can tell,
   * including misses. Equal to what `getMany` would return now. For adapters that keep frozen values in the process: it
   * avoids the cost of an asynchronous call. Never a typed array, which needs a copy per reader. Does not throw,
   * whatever the key.
   */
  peek?(namespace: string, key: string): Promise<CachedValue> | undefined

  /**
   * The values that this process holds within their time to live or grace, as stale hits with `remainingMs`, in the
   * order of `keys`. For callers whose store call failed: it does not ask the store, so later changes are unknown. For
   * adapters that keep values in the process in front of a store.
   */
  getStaleLocal?(namespace: string, keys: readonly string[]): Promise<readonly (CacheHit | undefined)[]>

  /**
   * Resolves when an entry or its lease may have changed, or when `signal` fires; `undefined` while changes are not
   * notified. For adapters that receive notifications: it saves polling.
   */
  changed?(namespace: string, key: string, signal: AbortSignal): Promise<void> | undefined

  /** Closes what the adapter opened. Returns within its deadline even if the store does not answer. May be repeated. */
  close(): Promise<void>
}
