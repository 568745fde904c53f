import { assertTags } from '../../domain/cache/index.js'
import { AppError, ttlToMs } from '../../domain/platform/index.js'
import type { Random } from '../../ports/index.js'
import { assertJitter, shorten, toTtlMs } from './entry-life.js'
import type { CacheLoadOptions } from './read-through-options.js'

/** What a loader may take unless the caller says otherwise: every wait ends. */
const DEFAULT_HARD_MS = 30_000

/** The options of a load, checked, in milliseconds. */
export interface LoadTerms {
  readonly ttlMs: number
  /** Of `null`. */
  readonly negativeTtlMs: number
  readonly graceMs: number
  readonly softMs: number | undefined
  readonly hardMs: number
  /** A value with no more than this left of its life is loaded anew. */
  readonly refreshBelowMs: number
  readonly tags: readonly string[]
  /** The time to live that an entry gets. */
  life(ttlMs: number): number
}

/** @throws AppError `INVALID_TTL`, `INVALID_KEY` (a tag), `INVALID_ARGUMENT` */
export function toLoadTerms(options: CacheLoadOptions, defaultTtlMs: number, random: Random): LoadTerms {
  const { ttl, negativeTtl, grace, softTimeout, hardTimeout, refreshAhead, jitter = 0, tags = [] } = options
  assertJitter(jitter)
  assertTags(tags)
  const ttlMs = toTtlMs(ttl, defaultTtlMs)
  return {
    ttlMs,
    negativeTtlMs: negativeTtl === undefined ? ttlMs : ttlToMs(negativeTtl, 'negativeTtl'),
    graceMs: grace === undefined || grace === 0 ? 0 : ttlToMs(grace, 'grace'),
    softMs: softTimeout === undefined ? undefined : ttlToMs(softTimeout, 'softTimeout'),
    hardMs: hardTimeout === undefined ? DEFAULT_HARD_MS : ttlToMs(hardTimeout, 'hardTimeout'),
    refreshBelowMs: refreshAhead === undefined ? 0 : ttlMs - Math.floor(ttlMs * toFraction(refreshAhead)),
    tags,
    life: (ms) => shorten(ms, jitter, random),
  }
}

function toFraction(refreshAhead: number): number {
  if (typeof refreshAhead === 'number' && refreshAhead > 0 && refreshAhead < 1) return refreshAhead
  throw new AppError('INVALID_ARGUMENT', `refreshAhead is ${String(refreshAhead)}`, {
    hint: 'give the part of the life after which to load anew: a number above 0 and below 1',
    details: { found: String(refreshAhead) },
  })
}
