import type { CacheStats } from '../../ports/index.js'

/** What the facade counts. */
export interface CacheCounters {
  /** Values found. */
  hits: number
  /** Values not found. */
  misses: number
  /** Values asked for while the store did not answer. They were given out as misses and are not among {@link misses}. */
  errors: number
  /** Values stored. */
  sets: number
  /** Living entries removed by `delete`. */
  deletes: number
  /** Stale values given out. They are neither hits nor misses. */
  stale: number
  /** Values loaded and stored. */
  loads: number
  /** Loaders that failed or took too long. */
  loadErrors: number
  /** Calls refused since a value was larger than an entry may be. */
  oversized: number
}

/** What was counted by this process since the app began. */
export interface CacheCounts extends Readonly<CacheCounters> {
  /** `hits / (hits + misses)`, from 0 to 1; 0 as long as nothing was asked for. */
  readonly hitRate: number
}

/** What `getStats` tells: what this process counted over all namespaces, and what the store says of itself. */
export interface CacheStatistics extends CacheCounts {
  /** Whether the store answers at present. */
  readonly connected: boolean
  /** Living entries in the store; of one that is shared, all of its keys. */
  readonly dbSize: number
  /** What the store uses, for people: `512B`, `2.5M`. */
  readonly memoryUsed: string
  /** Entries that the store dropped for want of room. */
  readonly evictions: number
  /** The counts of each namespace that was used, by its name. */
  readonly namespaces: { readonly [name: string]: CacheCounts }
}

export function noCounts(): CacheCounters {
  return { hits: 0, misses: 0, errors: 0, sets: 0, deletes: 0, stale: 0, loads: 0, loadErrors: 0, oversized: 0 }
}

/** @param spaces what was counted in each namespace */
export function toStatistics(
  spaces: readonly { readonly name: string; readonly counters: CacheCounters }[],
  store: CacheStats,
): CacheStatistics {
  const total = noCounts()
  for (const { counters } of spaces) {
    for (const name of Object.keys(total) as (keyof CacheCounters)[]) total[name] += counters[name]
  }
  return {
    connected: store.connected,
    dbSize: store.entries,
    memoryUsed: formatBytes(store.bytes),
    ...withHitRate(total),
    evictions: store.evictions,
    namespaces: Object.fromEntries(spaces.map(({ name, counters }) => [name, withHitRate(counters)])),
  }
}

function withHitRate(counters: CacheCounters): CacheCounts {
  const asked = counters.hits + counters.misses
  return { ...counters, hitRate: asked === 0 ? 0 : counters.hits / asked }
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
