import type { HealthProbe } from '../../ports/index.js'

/** Reports a capability that is switched off for want of Redis: degraded, and how to change it. */
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
