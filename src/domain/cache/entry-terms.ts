import { AppError, assertDuration } from '../platform/index.js'
import { assertCacheKey } from './cache-key.js'

/** Where an entry is to stand and how long, as every adapter checks it. */
interface EntryTerms {
  readonly key: string
  readonly ttlMs: number
  readonly tags?: readonly string[]
  readonly graceMs?: number
}

/** @throws AppError `INVALID_KEY` */
export function assertTags(tags: readonly string[] = []): void {
  for (const tag of tags) assertCacheKey(tag, 'tag')
}

/** @throws AppError `INVALID_KEY`, `INVALID_TTL` */
export function assertEntryTerms({ key, ttlMs, tags, graceMs = 0 }: EntryTerms): void {
  assertCacheKey(key)
  assertTags(tags)
  assertDuration(ttlMs, 'ttlMs')
  assertDuration(graceMs, 'graceMs', 0)
}

/** @throws AppError `INVALID_KEY`, `INVALID_TTL` */
export function assertLeaseTerms({ key, leaseMs, tags }: Omit<EntryTerms, 'ttlMs'> & { leaseMs: number }): void {
  assertCacheKey(key)
  assertTags(tags)
  assertDuration(leaseMs, 'leaseMs')
}

/** @throws AppError `ENTRY_TOO_LARGE` if a value of `bytes` is beyond `maxEntryBytes` */
export function assertValueSize(bytes: number, { maxEntryBytes }: { readonly maxEntryBytes: number }): void {
  if (bytes <= maxEntryBytes) return
  throw new AppError('ENTRY_TOO_LARGE', `the value has ${bytes} bytes, an entry may have ${maxEntryBytes}`, {
    hint: 'cache less of it, or raise cache.maxEntryBytes',
    details: { bytes, limit: maxEntryBytes },
  })
}
