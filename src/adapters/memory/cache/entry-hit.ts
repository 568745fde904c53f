import { toReadValue } from '../../../domain/cache/index.js'
import type { CacheHit, ReadOptions } from '../../../ports/index.js'
import type { CacheEntry } from './namespace-store.js'

/** What a reader gets of an entry that may be served, if it may be served to him. */
export function toHit(entry: CacheEntry, now: number, options: ReadOptions): CacheHit | undefined {
  const stale = now >= entry.expiresAt
  if (stale && !options.stale) return undefined
  const value = toReadValue(entry.value)
  if (!options.remaining && !options.terms) return { value, stale }
  return {
    value,
    stale,
    ...(options.remaining ? { remainingMs: remainingMs(entry, now) } : {}),
    ...(options.terms ? { terms: termsOf(entry) } : {}),
  }
}

/** What {@link toHit} gives to who wants a stale value as well and its remaining life. */
export function toLeaseHit(entry: CacheEntry, now: number): CacheHit {
  return { value: toReadValue(entry.value), remainingMs: remainingMs(entry, now), stale: now >= entry.expiresAt }
}

function remainingMs({ expiresAt, graceMs }: CacheEntry, now: number): number {
  return Math.ceil(expiresAt + (now >= expiresAt ? graceMs : 0) - now)
}

function termsOf({ valueBytes, graceMs, tags }: CacheEntry): NonNullable<CacheHit['terms']> {
  return { bytes: valueBytes, graceMs, tags: tags.map(({ name }) => name) }
}
