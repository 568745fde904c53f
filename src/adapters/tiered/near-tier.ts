import { toReadValue } from '../../domain/cache/index.js'
import type { CacheHit, CacheInvalidations, Clock, NearCache, NearEntry, ReadOptions } from '../../ports/index.js'
import { ChangeWaiters } from './change-waiters.js'
import { type FillToken, FillTokens } from './fill-tokens.js'

type Hits = readonly (CacheHit | undefined)[]

/** What a {@link NearTier} works with, as given to the cache. */
interface NearTierOptions {
  readonly makeNear: () => NearCache
  readonly invalidations: CacheInvalidations
  readonly clock: Clock
  readonly maxNearMs: number
}

/** What is kept of a far cache in this process, and how it stays true. */
export class NearTier {
  readonly #makeNear: () => NearCache
  readonly #invalidations: CacheInvalidations
  readonly #clock: Clock
  readonly #maxNearMs: number
  readonly #tokens = new FillTokens()
  readonly #waiters = new ChangeWaiters()
  #cache: NearCache
  /** What was near when changes were last told. Only its graces are of use, and only while the far cache is not. */
  #outdated: NearCache | undefined

  constructor({ makeNear, invalidations, clock, maxNearMs }: NearTierOptions) {
    this.#makeNear = makeNear
    this.#invalidations = invalidations
    this.#clock = clock
    this.#maxNearMs = maxNearMs
    this.#cache = makeNear()
    const dropAll = (): void => {
      this.#tokens.dropAll()
      this.#cache = makeNear()
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
      lost: () => this.#lose(),
    })
  }

  /** What is near now. */
  get cache(): NearCache {
    return this.#cache
  }

  /**
   * The hits that `read` gets from the far cache. Those that are fresh, and were not changed meanwhile, are kept.
   *
   * @param read asks the far cache with the options it is given
   */
  async fill(
    namespace: string,
    keys: readonly string[],
    options: ReadOptions,
    read: (options: ReadOptions) => Promise<Hits>,
  ): Promise<Hits> {
    if (!this.#invalidations.active) return read(options)
    const tokens = keys.map((key) => this.#tokens.begin(namespace, key))
    const askedAt = this.#clock.monotonic()
    try {
      const hits = await read({ ...options, remaining: true, terms: true })
      this.#keep(namespace, keys, hits, tokens, this.#clock.monotonic() - askedAt)
      return hits.map((hit) => hit && asAsked(hit, options))
    } finally {
      for (const [index, token] of tokens.entries()) this.#tokens.end(namespace, keys[index] ?? '', token)
    }
  }

  /** What is left of graces, while the far cache does not answer. */
  async readStale(namespace: string, keys: readonly string[]): Promise<Hits> {
    // A far cache that fails may still tell of changes: then what is near is true as far as it goes.
    const source = this.#outdated ?? this.#cache
    const hits = await source.getMany(namespace, keys, { stale: true, remaining: true, terms: true })
    return hits.map((hit) => {
      const graceMs = hit?.terms?.graceMs ?? 0
      if (!hit || graceMs === 0) return undefined
      const remainingMs = (hit.remainingMs ?? 0) + (hit.stale ? 0 : graceMs)
      return { value: hit.value, stale: true, remainingMs }
    })
  }

  /** Resolves when the entry or its lease may have changed; `undefined` while changes are not told. */
  changed(namespace: string, key: string, signal: AbortSignal): Promise<void> | undefined {
    return this.#invalidations.active ? this.#waiters.wait(namespace, key, signal) : undefined
  }

  drop(namespace: string, keys: readonly string[]): void {
    for (const key of keys) this.#tokens.drop(namespace, key)
    this.#cache.drop(namespace, keys)
    this.#outdated?.drop(namespace, keys)
  }

  dropTags(namespace: string, tags: readonly string[]): void {
    // Of an answer that is under way it is not known which tags it carries.
    this.#tokens.dropNamespace(namespace)
    this.#cache.dropTags(namespace, tags)
    this.#outdated?.dropTags(namespace, tags)
  }

  dropNamespace(namespace: string): void {
    this.#tokens.dropNamespace(namespace)
    this.#cache.dropAll(namespace)
    this.#outdated?.dropAll(namespace)
  }

  /** Lets go of everything and of everybody who waits. */
  close(): void {
    this.#lose()
    this.#outdated = undefined
  }

  #lose(): void {
    this.#tokens.dropAll()
    this.#outdated ??= this.#cache
    this.#cache = this.#makeNear()
    this.#waiters.allChanged()
  }

  #keep(namespace: string, keys: readonly string[], hits: Hits, tokens: readonly FillToken[], tookMs: number): void {
    if (!this.#invalidations.active) return
    const entries: NearEntry[] = []
    for (const [index, key] of keys.entries()) {
      const hit = hits[index]
      if (!hit || hit.stale || !hit.terms || hit.remainingMs === undefined || !tokens[index]?.valid) continue
      const { value, terms } = hit
      // The answer may have been under way all that time.
      const remainingMs = Math.floor(hit.remainingMs - tookMs)
      const ttlMs = Math.min(remainingMs, this.#maxNearMs)
      // Whoever asked may change an array of numbers that he was given.
      if (ttlMs >= 1) entries.push({ key, value: toReadValue(value), ttlMs, remainingMs, terms })
    }
    if (entries.length > 0) this.#cache.adopt(namespace, entries)
  }
}

function asAsked({ value, stale, remainingMs, terms }: CacheHit, asked: ReadOptions): CacheHit {
  return {
    value,
    stale,
    ...(asked.remaining && remainingMs !== undefined ? { remainingMs } : {}),
    ...(asked.terms && terms ? { terms } : {}),
  }
}
