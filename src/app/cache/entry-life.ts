import { AppError, ttlToMs } from '../../domain/platform/index.js'
import type { CacheWrite, Random } from '../../ports/index.js'
import type { CacheItem, CacheWriteOptions } from './cache-options.js'

/** The writes that store `items`, which share all that `options` say but the jitter. */
export function toWrites(
  items: readonly CacheItem[],
  { ttl, jitter = 0, tags, grace }: CacheWriteOptions,
  defaultTtlMs: number,
  random: Random,
): CacheWrite[] {
  assertJitter(jitter)
  const ttlMs = toTtlMs(ttl, defaultTtlMs)
  const terms = {
    ...(tags === undefined ? {} : { tags }),
    // 0 is no grace, which is no error.
    ...(grace === undefined || grace === 0 ? {} : { graceMs: ttlToMs(grace, 'grace') }),
  }
  return items.map(({ key, value }) => ({ key, value, ttlMs: shorten(ttlMs, jitter, random), ...terms }))
}

/** A time to live in milliseconds. @throws AppError `INVALID_TTL` */
export function toTtlMs(ttl: number | undefined, defaultTtlMs: number): number {
  return ttl === undefined ? defaultTtlMs : ttlToMs(ttl)
}

export function shorten(ttlMs: number, jitter: number, random: Random): number {
  if (jitter === 0) return ttlMs
  return Math.max(1, Math.ceil(ttlMs * (1 - jitter * random.next())))
}

export function assertJitter(jitter: number): void {
  if (typeof jitter === 'number' && jitter >= 0 && jitter <= 1) return
  throw new AppError('INVALID_ARGUMENT', `jitter is ${String(jitter)}`, {
    hint: 'give the part of the time to live that may be taken off: a number from 0 to 1',
    details: { found: String(jitter) },
  })
}
