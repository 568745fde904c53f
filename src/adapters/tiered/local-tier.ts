import { toReadValue } from '../../domain/cache/index.js'
import type { CacheHit, CacheInvalidations, Clock, LocalCache, LocalEntry, ReadOptions } from '../../ports/index.js'

type Hits = readonly (CacheHit | undefined)[]

interface LocalTierDeps {
  readonly createLocal: () => LocalCache
  readonly invalidations: CacheInvalidations
  readonly clock: Clock
  readonly maxLocalMs: number
}

/** Level 1: the entries of the remote cache that this process holds. Invalidation messages keep them up to date. */
export class LocalTier {
  readonly #createLocal: () => LocalCache
  readonly #invalidations: CacheInvalidations
  readonly #clock: Clock
  readonly #maxLocalMs: number
  readonly #guards = new InvalidationGuards()
  readonly #waiters = new ChangeWaiters()
  #cache: LocalCache
  /** The cache from before the loss of invalidation messages. Serves stale values while the remote cache is down. */
  #outdated: LocalCache | undefined

  constructor({ createLocal, invalidations, clock, maxLocalMs }: LocalTierDeps) {
    this.#createLocal = createLocal
    this.#invalidations = invalidations
    this.#clock = clock
    this.#maxLocalMs = maxLocalMs
    this.#cache = createLocal()
    const dropAll = (): void => {
      this.#guards.invalidateAll()
      this.#cache = createLocal()
      this.#outdated = undefined
      this.#waiters.allChanged()
    }
    invalidations.listen({
      entryChanged: (namespace, key) => {
        this.drop(namespace, [key])
        this.#waiters.changed(namespace, key)
      },
      leaseChanged: (namespace, key) => this.#waiters.changed(namespace, key),
      tagChanged: (namespace, tag) => {
        this.dropTags(namespace, [tag])
        this.#waiters.allChanged()
      },
      namespaceChanged: (namespace) => {
        this.dropNamespace(namespace)
        this.#waiters.allChanged()
      },
      storeChanged: dropAll,
      resumed: dropAll,
      lost: () => this.#invalidationsLost(),
    })
  }

  get cache(): LocalCache {
    return this.#cache
  }

  /**
   * Reads from the remote cache. Keeps the hits that are not stale and did not change during the read.
   *
   * @param read reads from the remote cache with the given options
   */
  async readRemote(
    namespace: string,
    keys: readonly string[],
    options: ReadOptions,
    read: (options: ReadOptions) => Promise<Hits>,
  ): Promise<Hits> {
    if (!this.#invalidations.active) return read(options)
    const guards = keys.map((key) => this.#guards.acquire(namespace, key))
    const startedAt = this.#clock.monotonic()
    try {
      const hits = await read({ ...options, remaining: true, metadata: true })
      this.#keep(namespace, keys, hits, guards, this.#clock.monotonic() - startedAt)
      return hits.map((hit) => hit && pickRequested(hit, options))
    } finally {
      for (const [index, guard] of guards.entries()) this.#guards.release(namespace, keys[index] ?? '', guard)
    }
  }

  /** Entries within their grace, for use while the remote cache does not answer. */
  async readStale(namespace: string, keys: readonly string[]): Promise<Hits> {
    // Invalidation messages may still arrive when calls fail: then the current cache is valid.
    const source = this.#outdated ?? this.#cache
    const hits = await source.getMany(namespace, keys, { stale: true, remaining: true, metadata: true })
    return hits.map((hit) => {
      const graceMs = hit?.metadata?.graceMs ?? 0
      if (!hit || graceMs === 0) return undefined
      const remainingMs = (hit.remainingMs ?? 0) + (hit.stale ? 0 : graceMs)
      return { value: hit.value, stale: true, remainingMs }
    })
  }

  /** Resolves when the entry or its lease may have changed; `undefined` while invalidation messages do not arrive. */
  changed(namespace: string, key: string, signal: AbortSignal): Promise<void> | undefined {
    return this.#invalidations.active ? this.#waiters.wait(namespace, key, signal) : undefined
  }

  drop(namespace: string, keys: readonly string[]): void {
    for (const key of keys) this.#guards.invalidate(namespace, key)
    this.#cache.drop(namespace, keys)
    this.#outdated?.drop(namespace, keys)
  }

  dropTags(namespace: string, tags: readonly string[]): void {
    // The tags of an entry that is being read are unknown.
    this.#guards.invalidateNamespace(namespace)
    this.#cache.dropTags(namespace, tags)
    this.#outdated?.dropTags(namespace, tags)
  }

  dropNamespace(namespace: string): void {
    this.#guards.invalidateNamespace(namespace)
    this.#cache.dropAll(namespace)
    this.#outdated?.dropAll(namespace)
  }

  /** Drops all entries and resolves all waiters. */
  close(): void {
    this.#invalidationsLost()
    this.#outdated = undefined
  }

  #invalidationsLost(): void {
    this.#guards.invalidateAll()
    this.#outdated ??= this.#cache
    this.#cache = this.#createLocal()
    this.#waiters.allChanged()
  }

  #keep(
    namespace: string,
    keys: readonly string[],
    hits: Hits,
    guards: readonly InvalidationGuard[],
    tookMs: number,
  ): void {
    if (!this.#invalidations.active) return
    const entries: LocalEntry[] = []
    for (const [index, key] of keys.entries()) {
      const hit = hits[index]
      if (!hit || hit.stale || !hit.metadata || hit.remainingMs === undefined || !guards[index]?.valid) continue
      const { value, metadata } = hit
      // The store computed the remaining life at an unknown time during the read: assume the start.
      const remainingMs = Math.floor(hit.remainingMs - tookMs)
      const ttlMs = Math.min(remainingMs, this.#maxLocalMs)
      // A copy, because the caller may change a typed array.
      if (ttlMs >= 1) entries.push({ key, value: toReadValue(value), ttlMs, remainingMs, metadata })
    }
    if (entries.length > 0) this.#cache.fill(namespace, entries)
  }
}

/** Whether the result of a remote read may be kept. */
interface InvalidationGuard {
  valid: boolean
  holders: number
}

/**
 * A remote read acquires a guard per key first, and keeps the answer only if the guard is still valid after it. A change
 * of the entry in between invalidates the guard. Concurrent reads of a key share one guard.
 */
export class InvalidationGuards {
  readonly #byNamespace = new Map<string, Map<string, InvalidationGuard>>()

  /** Must be followed by {@link release}. */
  acquire(namespace: string, key: string): InvalidationGuard {
    let byKey = this.#byNamespace.get(namespace)
    if (!byKey) {
      byKey = new Map()
      this.#byNamespace.set(namespace, byKey)
    }
    let guard = byKey.get(key)
    if (!guard) {
      guard = { valid: true, holders: 0 }
      byKey.set(key, guard)
    }
    guard.holders += 1
    return guard
  }

  release(namespace: string, key: string, guard: InvalidationGuard): void {
    guard.holders -= 1
    const byKey = this.#byNamespace.get(namespace)
    if (guard.holders === 0 && byKey?.get(key) === guard) byKey.delete(key)
  }

  invalidate(namespace: string, key: string): void {
    const byKey = this.#byNamespace.get(namespace)
    const guard = byKey?.get(key)
    if (!byKey || !guard) return
    guard.valid = false
    byKey.delete(key)
  }

  invalidateNamespace(namespace: string): void {
    const byKey = this.#byNamespace.get(namespace)
    if (!byKey) return
    for (const guard of byKey.values()) guard.valid = false
    byKey.clear()
  }

  invalidateAll(): void {
    for (const namespace of this.#byNamespace.keys()) this.invalidateNamespace(namespace)
  }
}

/** Callers that wait for a change of an entry or its lease. */
export class ChangeWaiters {
  readonly #byName = new Map<string, Set<() => void>>()

  /** Resolves at the next change, or when `signal` fires. */
  wait(namespace: string, key: string, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve()
    const name = nameOf(namespace, key)
    const waiting = this.#byName.get(name) ?? new Set()
    this.#byName.set(name, waiting)
    return new Promise((resolve) => {
      const wake = (): void => {
        signal.removeEventListener('abort', wake)
        waiting.delete(wake)
        if (waiting.size === 0 && this.#byName.get(name) === waiting) this.#byName.delete(name)
        resolve()
      }
      waiting.add(wake)
      signal.addEventListener('abort', wake, { once: true })
    })
  }

  changed(namespace: string, key: string): void {
    const waiting = this.#byName.get(nameOf(namespace, key))
    if (waiting) for (const wake of [...waiting]) wake()
  }

  allChanged(): void {
    for (const waiting of [...this.#byName.values()]) for (const wake of [...waiting]) wake()
  }
}

/** Unique per pair, because a namespace contains no braces. */
function nameOf(namespace: string, key: string): string {
  return `${namespace}}${key}`
}

function pickRequested({ value, stale, remainingMs, metadata }: CacheHit, options: ReadOptions): CacheHit {
  return {
    value,
    stale,
    ...(options.remaining && remainingMs !== undefined ? { remainingMs } : {}),
    ...(options.metadata && metadata ? { metadata } : {}),
  }
}
