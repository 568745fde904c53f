import type { CacheStats } from '../../../ports/index.js'
import type { RedisClient } from '../connection/index.js'

/** What Redis says of itself. `evictions` are those since the server started. */
export async function readStoreStats(client: RedisClient): Promise<CacheStats> {
  const info = (section: string): Promise<string> => client.info(section).catch(nothingIfForbidden)
  const [entries, memory, stats] = await Promise.all([client.dbSize(), info('memory'), info('stats')])
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

/** Some hosts keep INFO to themselves. */
function nothingIfForbidden(error: unknown): string {
  if (error instanceof Error && error.message.startsWith('NOPERM')) return ''
  throw error
}
