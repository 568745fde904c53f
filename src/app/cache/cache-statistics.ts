import type { CacheStats } from '../../ports/index.js'

/** What `getStats` tells. The counters are of this process since it began; the rest is of the store. */
export interface CacheStatistics {
  /** Whether the store answers at present. */
  readonly connected: boolean
  /** Living entries in the store. */
  readonly dbSize: number
  /** What the store uses, for people: `512B`, `2.5M`. */
  readonly memoryUsed: string
  /** Values found. */
  readonly hits: number
  /** Values not found. */
  readonly misses: number
  /** `hits / (hits + misses)`, from 0 to 1; 0 as long as nothing was asked for. */
  readonly hitRate: number
  /** Values asked for while the store did not answer. They were given out as misses and are not among {@link misses}. */
  readonly errors: number
  /** Values stored. */
  readonly sets: number
  /** Living entries removed by `delete`. */
  readonly deletes: number
  /** Entries that the store dropped for want of room. */
  readonly evictions: number
}

/** What the facade counts. */
export interface CacheCounters {
  hits: number
  misses: number
  errors: number
  sets: number
  deletes: number
}

export function toStatistics(counters: CacheCounters, store: CacheStats): CacheStatistics {
  const asked = counters.hits + counters.misses
  return {
    connected: store.connected,
    dbSize: store.entries,
    memoryUsed: formatBytes(store.bytes),
    ...counters,
    hitRate: asked === 0 ? 0 : counters.hits / asked,
    evictions: store.evictions,
  }
}

/** Bytes in the largest unit that gives at least 1, with at most two decimals: `0B`, `2.5M`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'K', 'M', 'G', 'T']
  let value = bytes
  let unit = 0
  // 1023.995 would be printed as 1024.
  while (value >= 1023.995 && unit < units.length - 1) {
    value /= 1024
    unit += 1
  }
  return `${Number(value.toFixed(2))}${units[unit]}`
}
