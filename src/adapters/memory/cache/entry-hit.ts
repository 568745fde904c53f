import { toReadValue } from '../../../domain/cache/index.js'
import type { CacheHit, ReadOptions } from '../../../ports/index.js'
import type { CacheEntry } from './cache-entry.js'
import { namesOf } from './tag-epochs.js'

/**
 * What a reader gets of an entry that may be served, if it may be served to him.
 *
 * @param valueBytes finds out what the value counts for
 */
export function toHit(
  entry: CacheEntry,
  now: number,
  options: ReadOptions,
  valueBytes: () => number,
): CacheHit | undefined {
  const stale = now >= entry.expiresAt
  if (stale && !options.stale) return undefined
  const value = toReadValue(entry.value)
  if (!options.remaining && !options.terms) return { value, stale }
  return {
    value,
    stale,
    ...(options.remaining ? { remainingMs: remainingMs(entry, now) } : {}),
    ...(options.terms ? { terms: { bytes: valueBytes(), graceMs: entry.graceMs, tags: namesOf(entry.tags) } } : {}),
  }
}

/** What {@link toHit} gives to who wants a stale value as well and its remaining life. */
export function toLeaseHit(entry: CacheEntry, now: number): CacheHit {
  return { value: toReadValue(entry.value), remainingMs: remainingMs(entry, now), stale: now >= entry.expiresAt }
}

function remainingMs(entry: CacheEntry, now: number): number {
  const { expiresAt } = entry
  return Math.ceil((now >= expiresAt ? expiresAt + entry.graceMs : entry.endsAt) - now)
}
