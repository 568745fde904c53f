import { assertValueSize, type CacheLimits, ENTRY_OVERHEAD_BYTES } from '../../../domain/cache/index.js'
import { AppError } from '../../../domain/platform/index.js'

/** What a tag costs the entry that carries it, beside its name: a reference, and its share of the tag. */
const TAG_OVERHEAD_BYTES = 64

/** What an entry counts for: key, value, tags and overhead, in bytes. */
export function entryBytes(key: string, valueBytes: number, tags: readonly string[]): number {
  let bytes = ENTRY_OVERHEAD_BYTES + Buffer.byteLength(key) + valueBytes
  for (const tag of new Set(tags)) bytes += TAG_OVERHEAD_BYTES + Buffer.byteLength(tag)
  return bytes
}

/**
 * As {@link entryBytes}, and within the limits.
 *
 * @throws AppError `ENTRY_TOO_LARGE` if the value is larger than an entry may be, or if the whole could never fit
 */
export function entrySize(key: string, valueBytes: number, tags: readonly string[], limits: CacheLimits): number {
  assertValueSize(valueBytes, limits)
  const bytes = entryBytes(key, valueBytes, tags)
  if (bytes <= limits.maxBytes) return bytes
  throw new AppError('ENTRY_TOO_LARGE', `the entry needs ${bytes} bytes, the whole cache may have ${limits.maxBytes}`, {
    hint: 'cache less of it, or raise cache.maxBytes',
    details: { bytes, limit: limits.maxBytes },
  })
}
