import { AppError } from '../../domain/platform/index.js'
import type { CacheHit, CachePort, CacheStats, CacheWrite, LeaseResult } from '../../ports/index.js'

/**
 * No cache: every read is a miss, what is written is gone at once, every loader runs. For `REDIS_FALLBACK=off`
 * without Redis, where a cache of each process on its own would be worse than none.
 */
export class AbsentCache implements CachePort {
  async getMany(_namespace: string, keys: readonly string[]): Promise<readonly (CacheHit | undefined)[]> {
    return keys.map(() => undefined)
  }

  async setMany(_namespace: string, _writes: readonly CacheWrite[]): Promise<void> {}

  async deleteMany(): Promise<number> {
    return 0
  }

  /** A counter that forgets would count wrongly in silence, so this one refuses. */
  async increment(): Promise<number> {
    throw new AppError('STORE_UNAVAILABLE', 'counters are switched off: no Redis, and REDIS_FALLBACK is off', {
      hint: 'set REDIS_URL, or REDIS_FALLBACK=memory',
    })
  }

  async clear(): Promise<void> {}

  async invalidateTags(): Promise<void> {}

  async acquire(): Promise<LeaseResult> {
    return { state: 'leased', token: 'absent' }
  }

  async commit(): Promise<boolean> {
    return false
  }

  async release(): Promise<void> {}

  async stats(): Promise<CacheStats> {
    return { connected: false, entries: 0, bytes: 0, evictions: 0 }
  }

  async close(): Promise<void> {}
}
