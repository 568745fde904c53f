import { decideRedisSettings, type RedisSettings } from '../../../adapters/redis/settings/index.js'
import type { AppConfig } from './app-config.js'
import type { Conflict } from './config-problems.js'

/** Which Redis is used for what. */
export interface RedisDecision {
  /** For sessions and jobs; absent: none. */
  readonly main?: RedisSettings
  /** For the cache: the very object `main` unless there is an instance of its own; absent: none. */
  readonly cache?: RedisSettings
  readonly conflicts: readonly Conflict[]
}

const DEFAULTS = { tlsVerify: 'auto', maxRetries: 3, retryDelayMs: 1000, connectTimeoutMs: 10_000 } as const

/** The settings of each Redis that a configuration names. */
export function decideRedis({ environment = 'development', redis = {} }: AppConfig): RedisDecision {
  const { url: mainUrl = '', cacheUrl = '', required: _r, fallback: _f, ...rest } = redis
  const conflicts: Conflict[] = []
  const decide = (url: string, urlPath: string): RedisSettings | undefined => {
    if (url === '') return undefined
    const decision = decideRedisSettings({ ...DEFAULTS, ...withoutEmptyTexts(rest), url, environment })
    if (decision.ok) return decision.settings
    for (const { setting, expected } of decision.problems) {
      const path = setting === 'url' ? urlPath : `redis.${setting}`
      // What both instances share is reported once.
      if (!conflicts.some((other) => other.path === path && other.expected === expected))
        conflicts.push({ path, expected })
    }
    return undefined
  }
  const main = decide(mainUrl, 'redis.url')
  const cache = cacheUrl === '' ? main : decide(cacheUrl, 'redis.cacheUrl')
  return { ...(main ? { main } : {}), ...(cache ? { cache } : {}), conflicts }
}

/** An empty text is a setting left out. */
function withoutEmptyTexts<T extends object>(settings: T): T {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== '')) as T
}
