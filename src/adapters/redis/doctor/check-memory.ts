import type { DoctorCheck } from '../../../ports/index.js'
import { configValue } from './check-server.js'
import { checked, keepsState, numberOf, type Patient, stateKept } from './checked.js'

export function checkMemory(patient: Patient): DoctorCheck {
  return checked(patient, {
    id: 'memory',
    byHand: 'look at the memory used and its limit in the console of the provider',
    run: async ({ connection }) => {
      const info = await connection.info()
      const used = numberOf(info, 'used_memory') ?? 0
      const limit = numberOf(info, 'maxmemory') ?? 0
      const policy = info.get('maxmemory_policy') ?? 'noeviction'
      if (limit === 0) {
        const advice =
          'set maxmemory below the memory of the machine: without it the system kills the server when it runs out'
        return { status: 'warn', value: `${mib(used)} used, no maxmemory`, advice, facts: { used, limit } }
      }
      const share = Math.round((used / limit) * 100)
      const value = `${mib(used)} of ${mib(limit)} used (${share} %)`
      const facts = { used, limit, share }
      const more = 'raise maxmemory or the plan, or remove what is not needed (redis-cli --bigkeys shows the largest)'
      if (used < limit * 0.9) return { status: 'ok', value, facts }
      // A cache that evicts is meant to be full.
      if (policy !== 'noeviction' && !keepsState(patient)) return { status: 'ok', value: `${value}, it evicts`, facts }
      return used < limit
        ? { status: 'warn', value, advice: `almost full, and then writes fail: ${more}`, facts }
        : { status: 'fail', value, advice: `full, and writes fail: ${more}`, facts }
    },
  })
}

export function checkPolicy(patient: Patient): DoctorCheck {
  return checked(patient, {
    id: 'policy',
    byHand: 'look up the eviction policy in the console of the provider: sessions and jobs need noeviction',
    run: async ({ connection }) => {
      const info = await connection.info()
      const policy = info.get('maxmemory_policy') ?? (await configValue(connection, 'maxmemory-policy'))
      const limit = numberOf(info, 'maxmemory') ?? 0
      const evicted = numberOf(info, 'evicted_keys') ?? 0
      const lost = evicted === 0 ? '' : `, ${evicted} keys evicted since the start of the server`
      const value = `maxmemory-policy ${policy}${lost}`
      const facts = { policy, evicted }
      if (!keepsState(patient)) {
        if (policy !== 'noeviction') return { status: 'ok', value, facts }
        const advice = 'this instance is for the cache alone: allkeys-lru keeps it writable when it is full'
        return limit === 0 ? { status: 'ok', value, facts } : { status: 'warn', value, advice, facts }
      }
      if (policy === 'noeviction') return { status: 'ok', value, facts }
      const kept = stateKept(patient)
      const second = patient.keeps.includes('cache')
        ? ', and give the cache an instance of its own (REDIS_CACHE_URL)'
        : ''
      const advice = `${kept} would be dropped without a word when memory is full: set maxmemory-policy noeviction (CONFIG SET, the server's redis.conf or the provider's console)${second}`
      return limit === 0
        ? { status: 'warn', value: `${value}, without effect while maxmemory is 0`, advice, facts }
        : { status: 'fail', value, advice, facts }
    },
  })
}

function mib(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(bytes < 100 * 1024 * 1024 ? 1 : 0)} MiB`
}
