import type { RedisSettings } from '../../adapters/redis/settings/index.js'
import { AppError } from '../../domain/platform/index.js'
import type { AdapterChoice } from '../app.js'
import type { ResolvedConfig } from './config/index.js'
import type { Overrides } from './overrides.js'

/** The capabilities that have a choice of adapters. */
export const CAPABILITIES = ['cache', 'sessions', 'jobs'] as const
export type Capability = (typeof CAPABILITIES)[number]

/** `custom`: the embedder's own; `tiered`: memory over Redis; `off`: switched off for want of Redis. */
export interface CapabilityChoice extends AdapterChoice {
  readonly adapter: 'custom' | 'tiered' | 'redis' | 'memory' | 'off'
}

export type AdapterChoices = { readonly [capability in Capability]: CapabilityChoice }

/** What an adapter in memory costs, as a clause for warnings. */
export const MEMORY_LOSS: { readonly [capability in Capability]: string } = {
  cache: 'a restart empties it and other processes do not share it',
  sessions: 'a restart signs everybody out and other processes do not know them',
  jobs: 'a restart loses what has not run and only this process runs them',
}

/** What serves a capability that has a Redis. */
const ON_REDIS: { readonly [capability in Capability]: (config: ResolvedConfig) => CapabilityChoice['adapter'] } = {
  cache: ({ cache }) => cache.mode,
  sessions: () => 'redis',
  jobs: () => 'redis',
}

/**
 * Which adapter serves each capability. Pure: opens nothing, loads nothing.
 *
 * @throws AppError `REDIS_REQUIRED` if Redis is required and a capability would have to do without
 */
export function decideAdapters(config: ResolvedConfig, overrides: Overrides): AdapterChoices {
  const { redis } = config
  const choose = (capability: Capability): CapabilityChoice => {
    if (overrides[capability]) return { adapter: 'custom' }
    if (redisOf(capability, redis)) return { adapter: ON_REDIS[capability](config) }
    const why = 'REDIS_URL is not set'
    if (redis.required) {
      throw new AppError('REDIS_REQUIRED', `REDIS_REQUIRED is true, and ${capability} cannot use Redis: ${why}`, {
        hint: `set REDIS_URL, or REDIS_REQUIRED=false to go on without Redis for it`,
        details: { capability },
      })
    }
    return redis.fallback === 'off'
      ? { adapter: 'off', degraded: `${capability}: ${why}, and REDIS_FALLBACK is off; ${OFF_MEANS[capability]}` }
      : { adapter: 'memory', degraded: `${capability}: ${why}, so kept in memory: ${MEMORY_LOSS[capability]}` }
  }
  return { cache: choose('cache'), sessions: choose('sessions'), jobs: choose('jobs') }
}

/** The Redis that is configured for a capability. */
export function redisOf(
  capability: Capability,
  { main, cache }: Pick<ResolvedConfig['redis'], 'main' | 'cache'>,
): RedisSettings | undefined {
  return capability === 'cache' ? cache : main
}

const OFF_MEANS: { readonly [capability in Capability]: string } = {
  cache: 'nothing is cached',
  sessions: 'every call is refused',
  jobs: 'every call is refused',
}
