import { DEFAULT_KEY_PREFIX, type RedisSettings } from '../../../adapters/redis/settings/index.js'
import { type CacheLimits, DEFAULT_CACHE_LIMITS, type NamespaceDeclaration } from '../../../domain/cache/index.js'
import { DEFAULT_JOB_LIMITS, type JobLimits } from '../../../domain/jobs/index.js'
import { ttlToMs } from '../../../domain/platform/index.js'
import { DEFAULT_SESSION_LIFETIME, type SessionLifetime } from '../../../domain/sessions/index.js'
import type {
  AccountsConfig,
  AppConfig,
  CacheConfig,
  HttpConfig,
  JobsConfig,
  LlmConfig,
  LogLevel,
  RedisConfig,
  SessionsConfig,
} from './app-config.js'
import { checkConfig, configError } from './check-config.js'
import type { RedisDecision } from './config-conflicts.js'

/**
 * Checks a configuration and adds the defaults. Opens nothing.
 *
 * @throws AppError `CONFIG_INVALID` with the path of every problem (`cache.maxEntries`), including unknown settings; as data
 *   in `details.problems`: `{ setting, found, expected }`
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
      keyPrefix: config.redis?.keyPrefix || DEFAULT_KEY_PREFIX,
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
    accounts: resolveAccounts(config.accounts),
    http: resolveHttp(config.http, config.environment),
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
    // A small cache accepts entries up to its own size by default.
    limits: { maxEntries, maxBytes, maxEntryBytes: Math.min(maxEntryBytes, maxBytes) },
  }
}

function resolveLifetime({ ttl, absoluteTtl }: SessionsConfig = {}): SessionLifetime {
  const { idleMs, absoluteMs: defaultMs } = DEFAULT_SESSION_LIFETIME
  const absoluteMs = absoluteTtl === undefined ? defaultMs : ttlToMs(absoluteTtl, 'sessions.absoluteTtl')
  // The default idle timeout is at most the absolute lifetime.
  return { idleMs: ttl === undefined ? Math.min(idleMs, absoluteMs) : ttlToMs(ttl, 'sessions.ttl'), absoluteMs }
}

function resolveAccounts({ adminEmail, adminPassword }: AccountsConfig = {}): ResolvedConfig['accounts'] {
  return adminEmail && adminPassword ? { admin: { email: adminEmail, password: adminPassword } } : {}
}

function resolveHttp(
  { port = 4000, host, workerPort, publicUrl, trustProxy = 0 }: HttpConfig = {},
  environment?: AppConfig['environment'],
): ResolvedConfig['http'] {
  return {
    port,
    host: host || (environment === 'production' ? '0.0.0.0' : '127.0.0.1'),
    ...(workerPort === undefined ? {} : { workerPort }),
    ...(publicUrl ? { publicUrl: withoutFinalSlash(publicUrl) } : {}),
    trustProxy,
  }
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
      message: 'a language model is configured (LLM_BASE_URL), but not used yet: the offline author writes',
    })
  }
  return [...notices, ...(main?.notices ?? []), ...(cache && cache !== main ? cache.notices : [])]
}

/** A checked configuration with all defaults. Optional parts that are absent are not configured. */
export interface ResolvedConfig {
  readonly environment: NonNullable<AppConfig['environment']>
  readonly redis: {
    /** For sessions and jobs. */
    readonly main?: RedisSettings
    /** For the cache. The same object as `main`, unless the cache has its own instance. */
    readonly cache?: RedisSettings
    /** Stands before every key and channel. */
    readonly keyPrefix: string
    readonly required: boolean
    readonly fallback: NonNullable<RedisConfig['fallback']>
  }
  readonly cache: {
    readonly mode: NonNullable<CacheConfig['mode']>
    /** Those of the configuration. `NamespaceRegistry` adds the built-in ones. */
    readonly namespaces: { readonly [name: string]: NamespaceDeclaration }
    readonly limits: CacheLimits
    /** Deadline of one operation on Redis, in milliseconds. */
    readonly deadlineMs: number
  }
  readonly sessions: {
    readonly lifetime: SessionLifetime
    readonly maxPerUser: number
    readonly maxSessions: number
    /** Newest first. Empty: plain SHA-256. */
    readonly pepper: readonly string[]
    /** Deadline of one operation on Redis, in milliseconds. */
    readonly deadlineMs: number
    /** How long a session may serve safe requests after its last read while the store does not answer; 0: never. */
    readonly outageGraceMs: number
  }
  readonly jobs: {
    readonly workers: NonNullable<JobsConfig['workers']>
    readonly limits: JobLimits
    /** Deadline of one call to Redis, in milliseconds. */
    readonly deadlineMs: number
    /** How long a close waits for running jobs, in milliseconds. */
    readonly drainMs: number
    /** The time without a heartbeat after which a job in Redis counts as stalled, in milliseconds. */
    readonly lockMs: number
  }
  readonly accounts: {
    /** Becomes the first administrator when the service starts. Absent: a one-time token is made. */
    readonly admin?: { readonly email: string; readonly password: string }
  }
  readonly http: {
    readonly port: number
    readonly host: string
    /** Absent: a worker process does not listen. */
    readonly workerPort?: number
    /** Without a final slash. */
    readonly publicUrl?: string
    readonly trustProxy: number
  }
  readonly database: {
    /** Absent: the embedded database in `dataDir`. */
    readonly url?: string
    readonly dataDir: string
    /** Deadline of opening the database at first use, in milliseconds. */
    readonly openDeadlineMs: number
    /** Deadline of one operation, in milliseconds. */
    readonly deadlineMs: number
  }
  /** Absent: the offline generator. */
  readonly llm?: Omit<LlmConfig, 'baseUrl'> & {
    /** Without a final slash. */
    readonly baseUrl: string
  }
  readonly log: { readonly level: LogLevel }
  /** The default deadline of each step of `close()`, in milliseconds. */
  readonly closeStepMs: number
  /** Messages for the operator, logged at the start: the warnings of `readConfig` and the decisions about Redis. */
  readonly notices: readonly ConfigNotice[]
}

export interface ConfigNotice {
  readonly level: 'info' | 'warn'
  readonly message: string
}
