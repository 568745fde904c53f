import { describe, expect, it } from '@jest/globals'
import { type AppConfig, resolveConfig } from '../../../../src/app/composition/config/index.js'
import { decideAdapters } from '../../../../src/app/composition/decide-adapters.js'
import type { CachePort } from '../../../../src/ports/index.js'

const decide = (config: AppConfig, overrides = {}) => decideAdapters(resolveConfig(config), overrides)
const kinds = (choices: ReturnType<typeof decideAdapters>) =>
  Object.fromEntries(Object.entries(choices).map(([capability, { adapter }]) => [capability, adapter]))

describe('decideAdapters', () => {
  it('without Redis, uses memory and explains the consequences', () => {
    const choices = decide({})
    expect(kinds(choices)).toEqual({ cache: 'memory', sessions: 'memory', jobs: 'memory' })
    expect(choices.sessions.degraded).toMatch(/^sessions: REDIS_URL is not set.*a restart signs all users out/)
  })

  it('switches everything off with REDIS_FALLBACK=off', () => {
    const choices = decide({ redis: { fallback: 'off' } })
    expect(kinds(choices)).toEqual({ cache: 'off', sessions: 'off', jobs: 'off' })
    expect(choices.jobs.degraded).toMatch(/REDIS_FALLBACK is off; every call is rejected$/)
  })

  it('uses the ports of the embedder, without a degradation', () => {
    const choices = decide({ redis: { fallback: 'off' } }, { cache: {} as CachePort })
    expect(kinds(choices)).toEqual({ cache: 'custom', sessions: 'off', jobs: 'off' })
    expect(choices.cache.degraded).toBeUndefined()
  })

  it.each(['tiered', 'redis'] as const)('puts the cache on Redis in mode %s', (mode) => {
    const choices = decide({ redis: { url: 'redis://localhost' }, cache: { mode } })
    expect(kinds(choices)).toEqual({ cache: mode, sessions: 'redis', jobs: 'redis' })
    expect(Object.values(choices).flatMap(({ degraded }) => degraded ?? [])).toEqual([])
  })

  it('puts the cache on its own instance, also without another one', () => {
    const choices = decide({ redis: { cacheUrl: 'redis://localhost' } })
    expect(kinds(choices)).toEqual({ cache: 'tiered', sessions: 'memory', jobs: 'memory' })
    expect(choices.sessions.degraded).toContain('REDIS_URL is not set')
  })

  it('with REDIS_REQUIRED, throws only for a capability without Redis', () => {
    const required = { redis: { url: 'redis://localhost', required: true } }
    expect(kinds(decide(required))).toEqual({ cache: 'tiered', sessions: 'redis', jobs: 'redis' })
    const config = resolveConfig(required)
    const { main: _main, ...withoutMain } = config.redis
    expect(() => decideAdapters({ ...config, redis: withoutMain }, {})).toThrow(
      expect.objectContaining({
        code: 'REDIS_REQUIRED',
        message: expect.stringContaining('sessions cannot use Redis: REDIS_URL is not set'),
        hint: expect.stringContaining('set REDIS_URL'),
      }),
    )
  })
})
