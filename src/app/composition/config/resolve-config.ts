import { DEFAULT_CACHE_LIMITS } from '../../../domain/cache/index.js'
import { DEFAULT_JOB_LIMITS } from '../../../domain/jobs/index.js'
import { ttlToMs } from '../../../domain/platform/index.js'
import { DEFAULT_SESSION_LIFETIME, type SessionLifetime } from '../../../domain/sessions/index.js'
import type { AppConfig, CacheConfig, HttpConfig, LlmConfig, SessionsConfig } from './app-config.js'
import { checkConfig } from './check-config.js'
import { configError } from './config-problems.js'
import type { RedisDecision } from './decide-redis.js'
import type { ConfigNotice, ResolvedConfig } from './resolved-config.js'

/**
 * Checks a configuration, written by hand or by `readConfig`, and fills in every default. Opens nothing.
 *
 * @throws AppError `CONFIG_INVALID` that names every problem by its path (`cache.maxEntries`), unknown settings
 *   included; the same as data in `details.problems`: `{ setting, found, expected }`
 */
export function resolveConfig(written: AppConfig = {}): ResolvedConfig {
  const { config, redis, problems } = checkConfig(written)
  if (problems.length > 0) throw configError(problems)
  const { main, cache } = redis
  const llm = resolveLlm(config.llm)
  return {
    environment: config.environment ?? 'development',
    redis: {
      ...(main ? { main } : {}),
      ...(cache ? { cache } : {}),
      required: config.redis?.required ?? false,
      fallback: config.redis?.fallback ?? 'memory',
    },
    cache: resolveCache(config.cache),
    sessions: {
      lifetime: resolveLifetime(config.sessions),
      maxPerUser: config.sessions?.maxPerUser ?? 20,
      maxSessions: config.sessions?.maxSessions ?? 10_000,
      pepper: config.sessions?.pepper ?? [],
      deadlineMs: config.sessions?.deadlineMs ?? 400,
      outageGraceMs: config.sessions?.outageGraceMs ?? 0,
    },
    jobs: {
      workers: config.jobs?.workers ?? 'auto',
      limits: {
        maxPending: config.jobs?.maxPending ?? DEFAULT_JOB_LIMITS.maxPending,
        maxPendingBytes: config.jobs?.maxPendingBytes ?? DEFAULT_JOB_LIMITS.maxPendingBytes,
        maxFinishedBytes: config.jobs?.maxFinishedBytes ?? DEFAULT_JOB_LIMITS.maxFinishedBytes,
      },
      deadlineMs: config.jobs?.deadlineMs ?? 400,
      drainMs: config.jobs?.drainMs ?? 8000,
      lockMs: config.jobs?.lockMs ?? 10_000,
    },
    http: resolveHttp(config.http),
    database: {
      ...(config.database?.url ? { url: config.database.url } : {}),
      dataDir: config.database?.dataDir || './data',
      openDeadlineMs: config.database?.openDeadlineMs ?? 10_000,
      deadlineMs: config.database?.deadlineMs ?? 10_000,
    },
    ...(llm ? { llm } : {}),
    log: { level: config.log?.level ?? 'info' },
    closeStepMs: config.closeStepMs ?? 5000,
    notices: collectNotices(config, redis),
  }
}

function resolveCache({ mode, namespaces, deadlineMs = 250, ...limits }: CacheConfig = {}): ResolvedConfig['cache'] {
  const { maxEntries, maxBytes, maxEntryBytes } = { ...DEFAULT_CACHE_LIMITS, ...limits }
  return {
    mode: mode ?? 'tiered',
    namespaces: namespaces ?? {},
    deadlineMs,
    // A small cache without a word on its entries takes entries of its own size.
    limits: { maxEntries, maxBytes, maxEntryBytes: Math.min(maxEntryBytes, maxBytes) },
  }
}

function resolveLifetime({ ttl, absoluteTtl }: SessionsConfig = {}): SessionLifetime {
  const { idleMs, absoluteMs: defaultMs } = DEFAULT_SESSION_LIFETIME
  const absoluteMs = absoluteTtl === undefined ? defaultMs : ttlToMs(absoluteTtl, 'sessions.absoluteTtl')
  // Short sessions without a word on idling may idle for all their life.
  return { idleMs: ttl === undefined ? Math.min(idleMs, absoluteMs) : ttlToMs(ttl, 'sessions.ttl'), absoluteMs }
}

function resolveHttp({ port = 4000, publicUrl, trustProxy = 0 }: HttpConfig = {}): ResolvedConfig['http'] {
  return { port, ...(publicUrl ? { publicUrl: withoutFinalSlash(publicUrl) } : {}), trustProxy }
}

function resolveLlm({ baseUrl, apiKey, model, embeddingModel }: LlmConfig = {}): ResolvedConfig['llm'] {
  if (!baseUrl) return undefined
  return {
    baseUrl: withoutFinalSlash(baseUrl),
    ...(apiKey ? { apiKey } : {}),
    ...(model ? { model } : {}),
    ...(embeddingModel ? { embeddingModel } : {}),
  }
}

function withoutFinalSlash(url: string): string {
  return url.replace(/\/+$/, '')
}

function collectNotices({ warnings = [], llm }: AppConfig, { main, cache }: RedisDecision): readonly ConfigNotice[] {
  const notices: ConfigNotice[] = warnings.map((message) => ({ level: 'warn', message }))
  if (cache && !main) {
    notices.push({
      level: 'warn',
      message: 'only the cache has a Redis (REDIS_CACHE_URL): sessions and jobs have none',
    })
  }
  if (llm?.baseUrl) {
    notices.push({
      level: 'warn',
      message: 'a language model is configured (LLM_BASE_URL), and nothing uses one yet: the offline author writes',
    })
  }
  return [...notices, ...(main?.notices ?? []), ...(cache && cache !== main ? cache.notices : [])]
}
