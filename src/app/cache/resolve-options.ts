import { assertTags } from '../../domain/cache/index.js'
import { assertNumber, assertSignal, invalidArgument, ttlToMs } from '../../domain/platform/index.js'
import type { CacheWrite, Random } from '../../ports/index.js'
import type { CacheItem, CacheLoadOptions, CacheWriteOptions } from './cache-options.js'

/** Default hard timeout of a loader. */
const DEFAULT_HARD_MS = 30_000

/** Checked load options with defaults filled in, in milliseconds. */
export interface ResolvedLoadOptions {
  readonly ttlMs: number
  /** Time to live of `null`. */
  readonly negativeTtlMs: number
  readonly graceMs: number
  readonly softMs: number | undefined
  readonly hardMs: number
  /** Values with this remaining life or less are refreshed in the background; 0: never. */
  readonly refreshBelowMs: number
  readonly tags: readonly string[]
  /** Shortens a time to live by a random part, as `jitter` says. */
  withJitter(ttlMs: number): number
}

/** @throws AppError `INVALID_TTL`, `INVALID_KEY` (a tag), `INVALID_ARGUMENT` */
export function resolveLoadOptions(
  options: CacheLoadOptions,
  defaultTtlMs: number,
  random: Random,
): ResolvedLoadOptions {
  const { ttl, negativeTtl, grace, softTimeout, hardTimeout, refreshAhead, jitter = 0, tags = [] } = options
  assertJitter(jitter)
  assertTags(tags)
  assertSignal(options.signal)
  const ttlMs = resolveTtlMs(ttl, defaultTtlMs)
  return {
    ttlMs,
    negativeTtlMs: negativeTtl === undefined ? ttlMs : ttlToMs(negativeTtl, 'negativeTtl'),
    graceMs: grace === undefined || grace === 0 ? 0 : ttlToMs(grace, 'grace'),
    softMs: softTimeout === undefined ? undefined : ttlToMs(softTimeout, 'softTimeout'),
    hardMs: hardTimeout === undefined ? DEFAULT_HARD_MS : ttlToMs(hardTimeout, 'hardTimeout'),
    refreshBelowMs: refreshAhead === undefined ? 0 : ttlMs - Math.floor(ttlMs * toFraction(refreshAhead)),
    tags,
    withJitter: (ms) => applyJitter(ms, jitter, random),
  }
}

/** The port's writes for `items`. Each item draws its own jitter. @throws AppError `INVALID_TTL`, `INVALID_ARGUMENT` */
export function toWrites(
  items: readonly CacheItem[],
  { ttl, jitter = 0, tags, grace }: CacheWriteOptions,
  defaultTtlMs: number,
  random: Random,
): CacheWrite[] {
  assertJitter(jitter)
  const ttlMs = resolveTtlMs(ttl, defaultTtlMs)
  const shared = {
    ...(tags === undefined ? {} : { tags }),
    // `grace: 0` means no grace, but is no valid duration.
    ...(grace === undefined || grace === 0 ? {} : { graceMs: ttlToMs(grace, 'grace') }),
  }
  return items.map(({ key, value }) => ({ key, value, ttlMs: applyJitter(ttlMs, jitter, random), ...shared }))
}

/** @throws AppError `INVALID_TTL` */
export function resolveTtlMs(ttl: number | undefined, defaultTtlMs: number): number {
  return ttl === undefined ? defaultTtlMs : ttlToMs(ttl)
}

function applyJitter(ttlMs: number, jitter: number, random: Random): number {
  if (jitter === 0) return ttlMs
  return Math.max(1, Math.ceil(ttlMs * (1 - jitter * random.next())))
}

function assertJitter(jitter: number): void {
  assertNumber(jitter, 'jitter', { min: 0, max: 1, wanted: 'a fraction of the time to live: a number from 0 to 1' })
}

function toFraction(refreshAhead: number): number {
  if (typeof refreshAhead === 'number' && refreshAhead > 0 && refreshAhead < 1) return refreshAhead
  const wanted = 'the fraction of the time to live after which to refresh: a number above 0 and below 1'
  throw invalidArgument('refreshAhead', refreshAhead, wanted)
}
