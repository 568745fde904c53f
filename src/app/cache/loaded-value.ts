import { type CachedValue, toSharedSnapshot, toStorable } from '../../domain/cache/index.js'
import { ttlToMs } from '../../domain/platform/index.js'
import type { LoadTerms } from './load-terms.js'
import type { LoadManyContext } from './read-through-options.js'

/** The snapshot that all callers of one load share, as it would be read from the store. @throws AppError `UNSERIALISABLE` */
export function toLoaded(value: unknown): CachedValue | undefined {
  if (value === undefined) return undefined
  const storable = toStorable(value, 'the loaded value')
  return storable.kind === 'array' ? storable.array : toSharedSnapshot(storable.text)
}

/** What a loader says about the storing of its values. */
export class LoadWishes implements Omit<LoadManyContext, 'signal'> {
  readonly #ttlMs = new Map<string, number>()
  readonly #skipped = new Set<string>()

  ttl(key: string, seconds: number): void {
    this.#ttlMs.set(key, ttlToMs(seconds))
  }

  skip(key: string): void {
    this.#skipped.add(key)
  }

  /** The time to live of what was loaded for `key`; `undefined` if it is not to be stored. */
  ttlMsOf(key: string, value: CachedValue | undefined, terms: LoadTerms): number | undefined {
    if (value === undefined || this.#skipped.has(key)) return undefined
    return terms.life(this.#ttlMs.get(key) ?? (value === null ? terms.negativeTtlMs : terms.ttlMs))
  }
}
