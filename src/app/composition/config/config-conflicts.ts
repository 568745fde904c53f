import { DEFAULT_CACHE_LIMITS } from '../../../domain/cache/index.js'
import { DEFAULT_SESSION_LIFETIME } from '../../../domain/sessions/index.js'
import type { AppConfig } from './app-config.js'
import type { Conflict } from './config-problems.js'
import { findNamespaceConflicts } from './namespace-conflicts.js'

/**
 * Settings that contradict each other.
 *
 * @param isGiven whether there is anything at a path, usable or not
 * @param nameOf what the setting at a path is called
 */
export function findConflicts(
  { redis = {}, cache = {}, sessions = {} }: AppConfig,
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

  const baseUrl = nameOf('llm.baseUrl')
  const models = ['llm.model', 'llm.embeddingModel']
  if (!isGiven('llm.baseUrl')) {
    for (const path of ['llm.apiKey', ...models].filter(isGiven)) add(path, `nothing, or a server in ${baseUrl}`)
  } else if (!models.some(isGiven)) {
    add('llm.baseUrl', `a model to ask there, in ${models.map(nameOf).join(' or ')}`)
  }
  return conflicts
}
