import { assertCacheKey } from '../../../domain/cache/index.js'
import { AppError } from '../../../domain/platform/index.js'
import type { CacheIncrement, CacheWrite, LeaseRequest } from '../../../ports/index.js'
import { assertDuration } from '../assert-duration.js'

/** @throws AppError `INVALID_KEY` */
export function assertTags(tags: readonly string[] = []): void {
  for (const tag of tags) assertCacheKey(tag, 'tag')
}

/** @throws AppError `INVALID_KEY`, `INVALID_TTL` */
export function assertWrite({ key, ttlMs, tags, graceMs = 0 }: CacheWrite): void {
  assertCacheKey(key)
  assertTags(tags)
  assertDuration(ttlMs, 'ttlMs')
  assertDuration(graceMs, 'graceMs', 0)
}

/** @throws AppError `INVALID_KEY`, `INVALID_TTL`, `INVALID_ARGUMENT` */
export function assertIncrement({ key, by, ttlMs }: CacheIncrement): void {
  assertCacheKey(key)
  assertDuration(ttlMs, 'ttlMs')
  if (Number.isSafeInteger(by)) return
  throw new AppError('INVALID_ARGUMENT', `a counter cannot be moved by ${String(by)}`, {
    hint: 'give a safe integer',
    details: { found: String(by) },
  })
}

/** @throws AppError `INVALID_KEY`, `INVALID_TTL` */
export function assertLeaseRequest({ key, leaseMs, tags }: LeaseRequest): void {
  assertCacheKey(key)
  assertTags(tags)
  assertDuration(leaseMs, 'leaseMs')
}
