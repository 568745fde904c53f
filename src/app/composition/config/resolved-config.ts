import type { RedisSettings } from '../../../adapters/redis/settings/index.js'
import type { CacheLimits, NamespaceDeclaration } from '../../../domain/cache/index.js'
import type { JobLimits } from '../../../domain/jobs/index.js'
import type { SessionLifetime } from '../../../domain/sessions/index.js'
import type { AppConfig, CacheConfig, JobsConfig, LlmConfig, LogLevel, RedisConfig } from './app-config.js'

/** A configuration with every default filled in and every rule checked. What may be absent is really not there. */
export interface ResolvedConfig {
  readonly environment: NonNullable<AppConfig['environment']>
  readonly redis: {
    /** For sessions and jobs. */
    readonly main?: RedisSettings
    /** For the cache: the very object `main` unless the cache has an instance of its own. */
    readonly cache?: RedisSettings
    readonly required: boolean
    readonly fallback: NonNullable<RedisConfig['fallback']>
  }
  readonly cache: {
    readonly mode: NonNullable<CacheConfig['mode']>
    /** The embedder's own; `NamespaceRegistry` adds the built-in ones. */
    readonly namespaces: { readonly [name: string]: NamespaceDeclaration }
    readonly limits: CacheLimits
    /** Of one operation on Redis, in milliseconds. */
    readonly deadlineMs: number
  }
  readonly sessions: {
    readonly lifetime: SessionLifetime
    readonly maxPerUser: number
    readonly maxSessions: number
    /** The newest first; empty: plain SHA-256. */
    readonly pepper: readonly string[]
    /** Of one operation on Redis, in milliseconds. */
    readonly deadlineMs: number
    /** For how long a session that was read may serve reading requests without its store, in milliseconds; 0: never. */
    readonly outageGraceMs: number
  }
  readonly jobs: {
    readonly workers: NonNullable<JobsConfig['workers']>
    readonly limits: JobLimits
    /** Of one call to Redis, in milliseconds. */
    readonly deadlineMs: number
    /** How long a close lets running jobs go on, in milliseconds. */
    readonly drainMs: number
    /** How long a job stays in Redis with a worker that gives no sign of life, in milliseconds. */
    readonly lockMs: number
  }
  readonly http: {
    readonly port: number
    /** Without a final slash. */
    readonly publicUrl?: string
    readonly trustProxy: number
  }
  readonly database: {
    /** Absent: the embedded database in `dataDir`. */
    readonly url?: string
    readonly dataDir: string
    /** Of opening it at first use, in milliseconds. */
    readonly openDeadlineMs: number
    /** Of one operation, in milliseconds. */
    readonly deadlineMs: number
  }
  /** Absent: the offline generator. */
  readonly llm?: Omit<LlmConfig, 'baseUrl'> & {
    /** Without a final slash. */
    readonly baseUrl: string
  }
  readonly log: { readonly level: LogLevel }
  /** How long each step of `close()` may take that does not say otherwise, in milliseconds. */
  readonly closeStepMs: number
  /** What a person should read once at the start: the reader's warnings, and what was decided about Redis. */
  readonly notices: readonly ConfigNotice[]
}

export interface ConfigNotice {
  readonly level: 'info' | 'warn'
  readonly message: string
}
