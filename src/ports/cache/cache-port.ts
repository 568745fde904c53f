import type { CachedValue } from '../../domain/cache/index.js'

/** A value found. */
export interface CacheHit {
  readonly value: CachedValue
  /**
   * Milliseconds until the entry expires, above 0; for a stale hit until its grace ends. Where it was not asked for, it
   * is not there: a store may need a question more to know it.
   */
  readonly remainingMs?: number
  /** Past its time to live and within its grace. Only returned where stale values were asked for. */
  readonly stale: boolean
  /** Only there where it was asked for. */
  readonly terms?: CacheTerms
}

/** What an entry was stored with beside its time to live. */
export interface CacheTerms {
  /** Bytes of its text as `toStorable` gives it, in UTF-8, or of a typed array. */
  readonly bytes: number
  readonly graceMs: number
  /** Each once, in any order. */
  readonly tags: readonly string[]
}

/** How entries are read. */
export interface ReadOptions {
  /** Also entries within their grace. Default: false. */
  readonly stale?: boolean
  /** Tell `remainingMs`. Default: false. */
  readonly remaining?: boolean
  /** Tell `terms`. Default: false. */
  readonly terms?: boolean
}

/** An entry to store. */
export interface CacheWrite {
  readonly key: string
  /** Anything with a JSON form, and typed arrays, by themselves or within. */
  readonly value: unknown
  /** Time to live in whole milliseconds, at least 1. */
  readonly ttlMs: number
  /** Names under which the entry can be invalidated. Same limits as a key. */
  readonly tags?: readonly string[]
  /** How long beyond its time to live the entry may still be served as stale, in milliseconds. */
  readonly graceMs?: number
}

/** A counter to move. */
export interface CacheIncrement {
  readonly key: string
  /** A safe integer, may be negative or 0. */
  readonly by: number
  /** Time to live if this call creates the counter; an existing one keeps its own. Whole milliseconds. */
  readonly ttlMs: number
}

/** The right to load a value, wanted by `acquire`. */
export interface LeaseRequest {
  readonly key: string
  /** After this many milliseconds the lease ends by itself. */
  readonly leaseMs: number
  /** The tags that the value will carry, fixed here: invalidating one of them breaks the lease. */
  readonly tags?: readonly string[]
  /** Take the lease also while the entry lives, to replace it before it expires; never a `hit` then. Default: false. */
  readonly refresh?: boolean
}

/**
 * The answer to `acquire`: the value is there; or the caller now holds the lease and should load; or another caller
 * holds it. With the last two comes the stale value, if there is one within its grace. Hits tell `remainingMs`.
 */
export type LeaseResult =
  | { readonly state: 'hit'; readonly hit: CacheHit }
  | { readonly state: 'leased'; readonly token: string; readonly stale?: CacheHit }
  | { readonly state: 'busy'; readonly stale?: CacheHit; readonly remainingMs: number }

/** What an adapter knows of its store. */
export interface CacheStats {
  /** Whether the store answers at present. */
  readonly connected: boolean
  /** Living entries in the store; for a store that is shared, all of its keys. */
  readonly entries: number
  /** Bytes that the store uses. */
  readonly bytes: number
  /** Entries dropped for want of room since the adapter began. */
  readonly evictions: number
}

/**
 * A store of values that may be lost at any time. Small and batch-first; `Cache` in the app layer adds namespaces,
 * default times to live, read-through and statistics.
 *
 * In every method `namespace` is the prefix of a declared namespace. Namespaces and keys never collide, whatever
 * characters they hold. Keys are well-formed strings of at most 1 KiB in UTF-8.
 *
 * Absence is `undefined`; `null`, `0`, `""`, `false` and `[]` are values. An entry is dead at age >= its time to live.
 *
 * Failure, in all methods: `INVALID_KEY`, `INVALID_TTL`, `INVALID_ARGUMENT` for arguments, before anything is done;
 * `STORE_UNAVAILABLE` if the store did not answer within the adapter's deadline and nothing was done;
 * `OUTCOME_UNKNOWN` if it may have been done. Nothing waits without a deadline.
 *
 * Ordering: calls of one caller that are awaited one after another take effect in that order. Of a batch, no order of
 * effects is promised beyond "the last of repeated keys wins". Repetition: every method but `increment` may be
 * repeated with the same effect.
 */
export interface CachePort {
  /**
   * The values of `keys`, in their order, repeated keys allowed. One round trip per node, more for what is large;
   * entries that carry tags or a grace may take a second one. Prolongs no life.
   */
  getMany(namespace: string, keys: readonly string[], options?: ReadOptions): Promise<readonly (CacheHit | undefined)[]>

  /**
   * Stores entries, replacing value, time to live, tags and grace of those that are there, and breaking their leases.
   * Either all arguments are acceptable or nothing is stored. What is stored shares nothing with what was passed.
   *
   * @throws AppError `UNSERIALISABLE` (with the pointer), `ENTRY_TOO_LARGE`, `STORE_FULL`
   */
  setMany(namespace: string, writes: readonly CacheWrite[]): Promise<void>

  /** Removes entries and breaks their leases. Returns how many of them were alive. */
  deleteMany(namespace: string, keys: readonly string[]): Promise<number>

  /**
   * Adds to a counter in one atomic step and returns its new value. A missing counter counts as 0 and is created with
   * `ttlMs`. Breaks the lease of the key.
   *
   * @throws AppError `NOT_A_COUNTER` if the entry holds anything but a safe integer or the sum is none; it stays as it was
   */
  increment(namespace: string, increment: CacheIncrement): Promise<number>

  /**
   * Empties the namespace, and no other. Nothing written before the call is visible after it resolved; leases taken
   * before it are broken. Never blocks the store for long, whatever the number of entries.
   */
  clear(namespace: string): Promise<void>

  /** Removes the entries of `namespace` that carry one of `tags`. Visibility and leases as in {@link clear}. */
  invalidateTags(namespace: string, tags: readonly string[]): Promise<void>

  /**
   * Finds the value or takes the right to load it, in one atomic step. Of any number of concurrent callers, on any
   * node, one gets `leased`.
   */
  acquire(namespace: string, request: LeaseRequest): Promise<LeaseResult>

  /**
   * Stores what the holder of the lease loaded, unless the lease was broken or ran out: then nothing is stored.
   * Returns whether it was stored; either way the lease is gone. Its tags are those of `acquire`, not of `write`.
   *
   * @throws AppError `UNSERIALISABLE`, `ENTRY_TOO_LARGE`; the lease is kept then
   */
  commit(namespace: string, token: string, write: CacheWrite): Promise<boolean>

  /** Gives the lease back without a value. Nothing happens if it is no longer held. */
  release(namespace: string, key: string, token: string): Promise<void>

  /** What the adapter knows of its store. Does not reject when the store cannot be reached: `connected: false`. */
  stats(): Promise<CacheStats>

  /**
   * The value of a living entry that this process holds, as a promise that is settled already; `undefined` where only
   * {@link getMany} can tell, be it that there is none. What it gives is as true as what `getMany` would give now.
   * For adapters that keep frozen values in the process: it spares what a question and its answer cost. A typed array,
   * which needs a copy for each reader, is never among them. Does not throw, whatever the key.
   */
  peek?(namespace: string, key: string): Promise<CachedValue> | undefined

  /**
   * What this process holds of entries whose grace has not ended, as stale hits with `remainingMs`, in the order of
   * `keys`. For those whom the store has failed: it is not asked, so nothing is known of what was changed since it
   * failed. For adapters that keep values in the process beside a store.
   */
  recall?(namespace: string, keys: readonly string[]): Promise<readonly (CacheHit | undefined)[]>

  /**
   * Resolves when an entry or its lease may have changed, by whomever, or when `signal` fires; `undefined` where
   * changes are not told at present. For adapters that are told of changes: it spares asking again and again.
   */
  changed?(namespace: string, key: string, signal: AbortSignal): Promise<void> | undefined

  /** Ends what the adapter itself opened. Returns within its deadline, also when the store is mute. May be repeated. */
  close(): Promise<void>
}
