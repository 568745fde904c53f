import type { CacheStats } from '../../../ports/index.js'
import type { RedisClient } from '../connection/index.js'

/** What Redis says of itself. `evictions` are those since the server started. */
export async function readStoreStats(client: RedisClient): Promise<CacheStats> {
  const [entries, memory, stats] = await Promise.all([client.dbSize(), client.info('memory'), client.info('stats')])
  return {
    connected: true,
    entries,
    bytes: numberIn(memory, 'used_memory'),
    evictions: numberIn(stats, 'evicted_keys'),
  }
}

/** A hosted Redis may leave fields out: 0 then. */
function numberIn(info: string, field: string): number {
  return Number(new RegExp(`^${field}:(\\d+)`, 'm').exec(info)?.[1] ?? 0)
}
