import { AppError } from '../../domain/platform/index.js'
import type { HealthProbe } from '../../ports/index.js'

/** The error of a call that needs a store, while the capability is switched off. */
export function switchedOff(what: 'sessions' | 'jobs' | 'counters'): AppError {
  return new AppError('STORE_UNAVAILABLE', `${what} are switched off: no Redis, and REDIS_FALLBACK is off`, {
    hint: 'set REDIS_URL, or REDIS_FALLBACK=memory',
    ...(what === 'counters' ? {} : { details: { capability: what } }),
  })
}

/** Reports that a capability is switched off and how to change that. */
export function absentProbe(name: string): HealthProbe {
  return {
    name,
    adapter: 'off',
    check: async () => ({
      status: 'degraded',
      reason: `${name}: no Redis, and REDIS_FALLBACK is off; set REDIS_URL, or REDIS_FALLBACK=memory`,
    }),
  }
}
