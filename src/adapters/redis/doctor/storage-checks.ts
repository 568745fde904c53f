import type { CheckResult, DoctorCheck } from '../../../ports/index.js'
import { configValue, keepsState, numberOf, type RedisUnderTest, redisCheck, stateKept } from './redis-check.js'

export function checkMemory(target: RedisUnderTest): DoctorCheck {
  return redisCheck(target, {
    id: 'memory',
    manualAdvice: 'check the used memory and its limit in the console of the provider',
    run: async ({ connection }) => {
      const info = await connection.info()
      const used = numberOf(info, 'used_memory') ?? 0
      const limit = numberOf(info, 'maxmemory') ?? 0
      const policy = info.get('maxmemory_policy') ?? 'noeviction'
      if (limit === 0) {
        const advice =
          'set maxmemory below the memory of the machine: without it, the system kills the server when memory runs out'
        return { status: 'warn', value: `${mib(used)} used, no maxmemory`, advice, facts: { used, limit } }
      }
      const share = Math.round((used / limit) * 100)
      const value = `${mib(used)} of ${mib(limit)} used (${share} %)`
      const facts = { used, limit, share }
      const more = 'raise maxmemory or the plan, or delete data (redis-cli --bigkeys shows the largest keys)'
      if (used < limit * 0.9) return { status: 'ok', value, facts }
      // A cache that evicts may be full.
      if (policy !== 'noeviction' && !keepsState(target)) return { status: 'ok', value: `${value}, it evicts`, facts }
      return used < limit
        ? { status: 'warn', value, advice: `almost full; writes fail when it is full: ${more}`, facts }
        : { status: 'fail', value, advice: `full, so writes fail: ${more}`, facts }
    },
  })
}

export function checkPolicy(target: RedisUnderTest): DoctorCheck {
  return redisCheck(target, {
    id: 'policy',
    manualAdvice: 'check the eviction policy in the console of the provider: sessions and jobs need noeviction',
    run: async ({ connection }) => {
      const info = await connection.info()
      const policy = info.get('maxmemory_policy') ?? (await configValue(connection, 'maxmemory-policy'))
      const limit = numberOf(info, 'maxmemory') ?? 0
      const evicted = numberOf(info, 'evicted_keys') ?? 0
      const lost = evicted === 0 ? '' : `, ${evicted} keys evicted since the server started`
      const value = `maxmemory-policy ${policy}${lost}`
      const facts = { policy, evicted }
      if (!keepsState(target)) {
        if (policy !== 'noeviction') return { status: 'ok', value, facts }
        const advice = 'set allkeys-lru: this instance is for the cache only, and it must accept writes when it is full'
        return limit === 0 ? { status: 'ok', value, facts } : { status: 'warn', value, advice, facts }
      }
      if (policy === 'noeviction') return { status: 'ok', value, facts }
      const kept = stateKept(target)
      const ownCache = target.keeps.includes('cache')
        ? ', and use a separate instance for the cache (REDIS_CACHE_URL)'
        : ''
      const advice = `Redis would delete ${kept} when memory is full: set maxmemory-policy noeviction (CONFIG SET, the server's redis.conf or the provider's console)${ownCache}`
      return limit === 0
        ? { status: 'warn', value: `${value}, without effect while maxmemory is 0`, advice, facts }
        : { status: 'fail', value, advice, facts }
    },
  })
}

function mib(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(bytes < 100 * 1024 * 1024 ? 1 : 0)} MiB`
}

const PERSISTENCE_ADVICE = 'set appendonly yes and appendfsync everysec, or choose a plan with persistence'

export function checkPersistence(target: RedisUnderTest): DoctorCheck {
  return redisCheck(target, {
    id: 'persistence',
    manualAdvice: 'check in the console of the provider that data survives a restart: sessions and jobs need it',
    run: async ({ connection }) => {
      const info = await connection.info()
      const failure = diskFailure(info)
      if (failure) return failure
      if (!keepsState(target)) return { status: 'ok', value: 'not needed for a cache' }
      const kept = stateKept(target)
      if (info.get('aof_enabled') === '1') return { status: 'ok', value: 'append-only file', facts: { aof: true } }
      // Last, because many providers forbid CONFIG.
      const save = await configValue(connection, 'save')
      const facts = { aof: false, save }
      if (save !== '') {
        const value = `snapshots only (save ${save}), no append-only file`
        const advice = `a crash loses all writes since the last snapshot, including ${kept}: ${PERSISTENCE_ADVICE}`
        return { status: 'warn', value, advice, facts }
      }
      const advice = `a restart of the server loses all ${kept}: ${PERSISTENCE_ADVICE}`
      return { status: 'warn', value: 'none: neither append-only file nor snapshots', advice, facts }
    },
  })
}

/** By default, Redis rejects all writes after a failed snapshot. */
function diskFailure(info: ReadonlyMap<string, string>): CheckResult | undefined {
  const failed = ['rdb_last_bgsave_status', 'aof_last_write_status', 'aof_last_bgrewrite_status'].filter(
    (name) => (info.get(name) ?? 'ok') !== 'ok',
  )
  if (failed.length === 0) return undefined
  const advice =
    'free disk space and check the permissions of the data folder of the server, then run BGSAVE: until then it may reject writes'
  return { status: 'fail', value: `writing to disk failed (${failed.join(', ')})`, advice, facts: { failed } }
}
