/** Bounds of a cache. */
export interface CacheLimits {
  /** Entries that the memory adapter keeps at most, over all namespaces. */
  readonly maxEntries: number
  /**
   * Bytes that the memory adapter keeps at most: keys, values as JSON text, and {@link ENTRY_OVERHEAD_BYTES} each. What is
   * kept are the values and not their texts, so the heap holds more: about as much for long texts, 2 to 4 times as much
   * for rows of objects and lists of integers, up to 11 times for lists of short lists.
   */
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
