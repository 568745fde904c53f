import type { RedisSettings } from '../../adapters/redis/settings/index.js'
import { maskUrl } from '../../adapters/shared/mask-url.js'
import { embeddedFile } from '../../adapters/sql/database/sql-engine.js'
import { AppError } from '../../domain/platform/index.js'
import type { AdapterChoice } from '../app.js'
import type { ResolvedConfig } from './config/index.js'
import type { Overrides } from './overrides.js'

/** The capabilities that have a choice of adapters. */
export const CAPABILITIES = ['cache', 'sessions', 'jobs'] as const
export type Capability = (typeof CAPABILITIES)[number]

/** `custom`: a port of the embedder; `tiered`: memory over Redis; `off`: switched off because there is no Redis. */
export interface CapabilityChoice extends AdapterChoice {
  readonly adapter: 'custom' | 'tiered' | 'redis' | 'memory' | 'off'
}

export type AdapterChoices = { readonly [capability in Capability]: CapabilityChoice }

/** The consequences of an in-memory adapter, for warnings. */
export const MEMORY_LOSS: { readonly [capability in Capability]: string } = {
  cache: 'a restart empties it, and processes do not share it',
  sessions: 'a restart signs all users out, and processes do not share them',
  jobs: 'a restart loses unfinished jobs, and only this process runs them',
}

/** The adapter of a capability that has a Redis. */
const ON_REDIS: { readonly [capability in Capability]: (config: ResolvedConfig) => CapabilityChoice['adapter'] } = {
  cache: ({ cache }) => cache.mode,
  sessions: () => 'redis',
  jobs: () => 'redis',
}

/**
 * Decides which adapter serves each capability. Pure: opens nothing, loads nothing.
 *
 * @throws AppError `REDIS_REQUIRED` if Redis is required and a capability has none
 */
export function decideAdapters(config: ResolvedConfig, overrides: Overrides): AdapterChoices {
  const { redis } = config
  const choose = (capability: Capability): CapabilityChoice => {
    if (overrides[capability]) return { adapter: 'custom' }
    if (redisOf(capability, redis)) return { adapter: ON_REDIS[capability](config) }
    const why = 'REDIS_URL is not set'
    if (redis.required) {
      throw new AppError('REDIS_REQUIRED', `REDIS_REQUIRED is true, and ${capability} cannot use Redis: ${why}`, {
        hint: 'set REDIS_URL, or REDIS_REQUIRED=false to run without Redis',
        details: { capability },
      })
    }
    return redis.fallback === 'off'
      ? { adapter: 'off', degraded: `${capability}: ${why}, and REDIS_FALLBACK is off; ${OFF_MEANS[capability]}` }
      : { adapter: 'memory', degraded: `${capability}: ${why}, so it is in memory: ${MEMORY_LOSS[capability]}` }
  }
  return { cache: choose('cache'), sessions: choose('sessions'), jobs: choose('jobs') }
}

/** The configured Redis of a capability. */
export function redisOf(
  capability: Capability,
  { main, cache }: Pick<ResolvedConfig['redis'], 'main' | 'cache'>,
): RedisSettings | undefined {
  return capability === 'cache' ? cache : main
}

const OFF_MEANS: { readonly [capability in Capability]: string } = {
  cache: 'nothing is cached',
  sessions: 'every call is rejected',
  jobs: 'every call is rejected',
}

/** `custom`: the embedder passes all repositories, and the app opens no database. */
export interface DatabaseChoice extends AdapterChoice {
  readonly adapter: 'embedded' | 'postgres' | 'custom'
}

/** Decides what stores programs, documents and curricula. Pure: opens nothing, loads nothing. */
export function decideDatabase({ database }: ResolvedConfig, overrides: Overrides): DatabaseChoice {
  const { programs, documents, curricula } = overrides
  if (programs && documents && curricula) return { adapter: 'custom' }
  return database.url === undefined
    ? { adapter: 'embedded', place: embeddedFile(database.dataDir) }
    : { adapter: 'postgres', place: maskUrl(database.url, { showsUser: true }) }
}
