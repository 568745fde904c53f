import { type CacheLimits, ENTRY_OVERHEAD_BYTES } from '../../../domain/cache/index.js'
import { AppError } from '../../../domain/platform/index.js'

/** What a tag costs the entry that carries it, beside its name: a reference, and its share of the tag. */
const TAG_OVERHEAD_BYTES = 64

/** @throws AppError `ENTRY_TOO_LARGE` if a value of `bytes` is beyond `maxEntryBytes` */
export function assertValueSize(bytes: number, { maxEntryBytes }: CacheLimits): void {
  if (bytes <= maxEntryBytes) return
  throw new AppError('ENTRY_TOO_LARGE', `the value has ${bytes} bytes, an entry may have ${maxEntryBytes}`, {
    hint: 'cache less of it, or raise cache.maxEntryBytes',
    details: { bytes, limit: maxEntryBytes },
  })
}

/**
 * What an entry counts for: key, value, tags and overhead, in bytes.
 *
 * @throws AppError `ENTRY_TOO_LARGE` as in {@link assertValueSize}, or if the whole could never fit
 */
export function entrySize(key: string, valueBytes: number, tags: readonly string[], limits: CacheLimits): number {
  assertValueSize(valueBytes, limits)
  let bytes = ENTRY_OVERHEAD_BYTES + Buffer.byteLength(key) + valueBytes
  for (const tag of tags) bytes += TAG_OVERHEAD_BYTES + Buffer.byteLength(tag)
  if (bytes <= limits.maxBytes) return bytes
  throw new AppError('ENTRY_TOO_LARGE', `the entry needs ${bytes} bytes, the whole cache may have ${limits.maxBytes}`, {
    hint: 'cache less of it, or raise cache.maxBytes',
    details: { bytes, limit: limits.maxBytes },
  })
}
