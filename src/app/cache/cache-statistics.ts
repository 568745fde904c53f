import type { CacheStats } from '../../ports/index.js'
import { type CacheCounters, zeroCounters } from './namespaces.js'

/** Counts of this process since the app started. */
export interface CacheCounts extends Readonly<CacheCounters> {
  /** `hits / (hits + misses)`, from 0 to 1; 0 before the first read. */
  readonly hitRate: number
}

/** Result of `getStats`: the counts of this process over all namespaces, and the figures of the store. */
export interface CacheStatistics extends CacheCounts {
  /** Whether the store answers at present. */
  readonly connected: boolean
  /** Live entries in the store; for a shared store, all of its keys. */
  readonly dbSize: number
  /** Memory used by the store, human-readable: `512B`, `2.5M`. */
  readonly memoryUsed: string
  /** Entries that the store evicted to free space. */
  readonly evictions: number
  /** Counts per namespace used so far, by name. */
  readonly namespaces: { readonly [name: string]: CacheCounts }
}

export function toStatistics(
  namespaces: readonly { readonly name: string; readonly counters: CacheCounters }[],
  store: CacheStats,
): CacheStatistics {
  const total = zeroCounters()
  for (const { counters } of namespaces) {
    for (const name of Object.keys(total) as (keyof CacheCounters)[]) total[name] += counters[name]
  }
  return {
    connected: store.connected,
    dbSize: store.entries,
    memoryUsed: formatBytes(store.bytes),
    ...withHitRate(total),
    evictions: store.evictions,
    namespaces: Object.fromEntries(namespaces.map(({ name, counters }) => [name, withHitRate(counters)])),
  }
}

function withHitRate(counters: CacheCounters): CacheCounts {
  const reads = counters.hits + counters.misses
  return { ...counters, hitRate: reads === 0 ? 0 : counters.hits / reads }
}

/** Bytes in the largest unit with a figure of at least 1, at most two decimals: `0B`, `2.5M`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'K', 'M', 'G', 'T']
  let value = bytes
  let unit = 0
  // 1023.995 would be formatted as 1024.
  while (value >= 1023.995 && unit < units.length - 1) {
    value /= 1024
    unit += 1
  }
  return `${Number(value.toFixed(2))}${units[unit]}`
}
