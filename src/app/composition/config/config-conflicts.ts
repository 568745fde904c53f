import { decideRedisSettings, type RedisSettings } from '../../../adapters/redis/settings/index.js'
import { normalizeEmail, passwordProblem } from '../../../domain/accounts/index.js'
import { DEFAULT_CACHE_LIMITS, type NamespaceDeclaration, NamespaceRegistry } from '../../../domain/cache/index.js'
import { AppError } from '../../../domain/platform/index.js'
import { DEFAULT_SESSION_LIFETIME } from '../../../domain/sessions/index.js'
import type { AppConfig } from './app-config.js'

/**
 * Finds settings that contradict each other.
 *
 * @param isGiven whether the setting at a path has a value, valid or not
 * @param nameOf the name of the setting at a path
 */
export function findConflicts(
  { redis = {}, cache = {}, sessions = {}, accounts = {} }: AppConfig,
  isGiven: (path: string) => boolean,
  nameOf: (path: string) => string,
): readonly Conflict[] {
  const conflicts: Conflict[] = [...findNamespaceConflicts(cache.namespaces)]
  const add = (path: string, expected: string) => conflicts.push({ path, expected })

  if (redis.required && !isGiven('redis.url')) add('redis.required', `false, or a Redis in ${nameOf('redis.url')}`)

  const { maxBytes = DEFAULT_CACHE_LIMITS.maxBytes, maxEntryBytes = 0 } = cache
  if (maxEntryBytes > maxBytes) add('cache.maxEntryBytes', `at most cache.maxBytes, which is ${maxBytes}`)

  const { absoluteTtl = DEFAULT_SESSION_LIFETIME.absoluteMs / 1000, ttl = 0 } = sessions
  if (ttl > absoluteTtl) add('sessions.ttl', `at most sessions.absoluteTtl, which is ${absoluteTtl}`)

  const [adminEmail, adminPassword] = ['accounts.adminEmail', 'accounts.adminPassword']
  if (isGiven(adminEmail) && !isGiven(adminPassword)) add(adminPassword, `a password for ${nameOf(adminEmail)}`)
  if (isGiven(adminPassword) && !isGiven(adminEmail)) add(adminEmail, `an address for ${nameOf(adminPassword)}`)
  if (isGiven(adminEmail) && isGiven(adminPassword)) {
    const problem = passwordProblem(accounts.adminPassword, normalizeEmail(accounts.adminEmail))
    if (problem !== undefined) add(adminPassword, problem)
  }

  const baseUrl = nameOf('llm.baseUrl')
  const models = ['llm.model', 'llm.embeddingModel']
  if (!isGiven('llm.baseUrl')) {
    for (const path of ['llm.apiKey', ...models].filter(isGiven)) add(path, `nothing, or a server in ${baseUrl}`)
  } else if (!models.some(isGiven)) {
    add('llm.baseUrl', `a model of this server, in ${models.map(nameOf).join(' or ')}`)
  }
  return conflicts
}

/** A valid setting that contradicts another one. */
export interface Conflict {
  readonly path: string
  /** Default: the value at the path. */
  readonly found?: string
  readonly expected: string
}

type Namespaces = { readonly [name: string]: NamespaceDeclaration }

/** Namespaces that `NamespaceRegistry` rejects: first each alone, then the valid ones together. */
function findNamespaceConflicts(namespaces: Namespaces = {}): readonly Conflict[] {
  const conflicts: Conflict[] = []
  const valid: [string, NamespaceDeclaration][] = []
  for (const [name, declaration] of Object.entries(namespaces)) {
    const error = refusalOf({ [name]: declaration })
    if (error === undefined) valid.push([name, declaration])
    else conflicts.push(conflict(`cache.namespaces.${name}`, JSON.stringify(declaration).slice(0, 120), error))
  }
  const error = refusalOf(Object.fromEntries(valid))
  if (error !== undefined) conflicts.push(conflict('cache.namespaces', `ambiguous: ${error.message}`, error))
  return conflicts
}

function conflict(path: string, found: string, { hint, message }: AppError): Conflict {
  // "use 1 to 32 of a-z": of the prefix, which the message names.
  return {
    path,
    found,
    expected: hint === undefined ? message : `${message.replace(/^.*\.(?=prefix|ttl)/, '')}; ${hint}`,
  }
}

function refusalOf(namespaces: Namespaces): AppError | undefined {
  try {
    new NamespaceRegistry(namespaces)
    return undefined
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

/** The Redis instances that a configuration names. */
export interface RedisDecision {
  /** For sessions and jobs. */
  readonly main?: RedisSettings
  /** For the cache. The same object as `main`, unless the cache has its own instance. */
  readonly cache?: RedisSettings
  readonly conflicts: readonly Conflict[]
}

const DEFAULTS = { tlsVerify: 'auto', maxRetries: 3, retryDelayMs: 1000, connectTimeoutMs: 10_000 } as const

/** Decides the settings of each Redis instance. */
export function decideRedis({ environment = 'development', redis = {} }: AppConfig): RedisDecision {
  const { url: mainUrl = '', cacheUrl = '', required: _r, fallback: _f, keyPrefix: _k, ...rest } = redis
  const conflicts: Conflict[] = []
  const decide = (url: string, urlPath: string): RedisSettings | undefined => {
    if (url === '') return undefined
    const decision = decideRedisSettings({ ...DEFAULTS, ...withoutEmptyTexts(rest), url, environment })
    if (decision.ok) return decision.settings
    for (const { setting, expected } of decision.problems) {
      const path = setting === 'url' ? urlPath : `redis.${setting}`
      // A problem of both instances is reported once.
      if (!conflicts.some((other) => other.path === path && other.expected === expected))
        conflicts.push({ path, expected })
    }
    return undefined
  }
  const main = decide(mainUrl, 'redis.url')
  const cache = cacheUrl === '' ? main : decide(cacheUrl, 'redis.cacheUrl')
  return { ...(main ? { main } : {}), ...(cache ? { cache } : {}), conflicts }
}

/** An empty text means the same as a missing setting. */
function withoutEmptyTexts<T extends object>(settings: T): T {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== '')) as T
}
