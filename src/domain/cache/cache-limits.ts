/** Bounds of a cache. */
export interface CacheLimits {
  /** Entries that the memory adapter keeps at most, over all namespaces. */
  readonly maxEntries: number
  /** Bytes that the memory adapter keeps at most: keys, values in JSON, and {@link ENTRY_OVERHEAD_BYTES} each. */
  readonly maxBytes: number
  /** The largest value, in bytes of its JSON text. */
  readonly maxEntryBytes: number
}

/** What an entry costs beside its key and value, in bytes; measured on V8, rounded up. */
export const ENTRY_OVERHEAD_BYTES = 208

export const DEFAULT_CACHE_LIMITS: CacheLimits = {
  maxEntries: 100_000,
  maxBytes: 64 * 1024 * 1024,
  maxEntryBytes: 1024 * 1024,
}
