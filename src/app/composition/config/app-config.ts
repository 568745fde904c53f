import type { NamespaceDeclaration } from '../../../domain/cache/index.js'

/**
 * How an app is to run. Every part is optional; `readConfig(process.env)` makes one from the environment, embedders
 * write one by hand. `ttl` and ages are in seconds, everything that ends in `Ms` in milliseconds, `Bytes` in bytes.
 */
export interface AppConfig {
  /** Default `development`. In production, Redis is spoken to over TLS and memory adapters count as degraded. */
  readonly environment?: 'development' | 'production' | 'test'
  readonly redis?: RedisConfig
  readonly cache?: CacheConfig
  readonly sessions?: SessionsConfig
  readonly jobs?: JobsConfig
  readonly http?: HttpConfig
  readonly database?: DatabaseConfig
  readonly llm?: LlmConfig
  readonly log?: { readonly level?: LogLevel }
  /** How long each step of `close()` may take; jobs have `jobs.drainMs`. Default 5,000. */
  readonly closeStepMs?: number
  /** What the reader of the configuration noticed and a person should know, like a probable typo. Logged once. */
  readonly warnings?: readonly string[]
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

export interface RedisConfig {
  /** `redis://` or `rediss://`; empty or left out: in-memory adapters. */
  readonly url?: string
  /** A second instance for the cache alone, which may evict. Default: `url`. */
  readonly cacheUrl?: string
  /** `true` forces TLS. Left out: by scheme, and in production for every host that is not private by form. */
  readonly tls?: boolean
  readonly tlsVerify?: 'auto' | 'strict' | 'off'
  /** Certificates of the authority to trust, as PEM text. */
  readonly tlsCa?: string
  /** SHA-256 fingerprint that the server's certificate must have. */
  readonly tlsFingerprint?: string
  /** Attempts of the first connect, and retries of a command not yet sent. Default 3. */
  readonly maxRetries?: number
  /** First reconnect delay. Default 1,000. */
  readonly retryDelayMs?: number
  /** Refuse to start without Redis. Default false. */
  readonly required?: boolean
  /** Without Redis: `memory` adapters, or `off`: no cache, typed errors from sessions and jobs. Default `memory`. */
  readonly fallback?: 'memory' | 'off'
}

export interface CacheConfig {
  /** With Redis: memory over Redis, or Redis alone. Default `tiered`. */
  readonly mode?: 'tiered' | 'redis'
  /** Namespaces beside the built-in ones. */
  readonly namespaces?: { readonly [name: string]: NamespaceDeclaration }
  readonly maxEntries?: number
  readonly maxBytes?: number
  readonly maxEntryBytes?: number
  /** What one operation may take where it goes to Redis, waiting for a connection included. Default 250. */
  readonly deadlineMs?: number
}

export interface SessionsConfig {
  /** Default idle timeout, in seconds. Default 1,800. */
  readonly ttl?: number
  /** Absolute lifetime, in seconds. Default 43,200. */
  readonly absoluteTtl?: number
  /** Living sessions a user may have; the least recently active beyond are revoked. Default 20. */
  readonly maxPerUser?: number
  /** Living sessions that the memory adapter keeps. Default 10,000. */
  readonly maxSessions?: number
  /** Keys for hashing ids at rest, the newest first; empty: plain SHA-256. */
  readonly pepper?: readonly string[]
  /**
   * What one operation may take where it goes to Redis, waiting for a connection included. Default 400. A request over
   * HTTP waits 50 longer, and 450 at least, for all its operations together.
   */
  readonly deadlineMs?: number
  /**
   * For how long after it was read a session may serve reading requests (GET, HEAD, OPTIONS) while the store does not
   * answer. Default 0: they fail. What another process revokes may go on to be read for so long, during an outage only.
   */
  readonly outageGraceMs?: number
}

export interface JobsConfig {
  /** `auto`: in the serving process when there is no Redis. */
  readonly workers?: 'auto' | 'on' | 'off'
  /** Unfinished jobs that the memory adapter takes. Default 1,000. */
  readonly maxPending?: number
  /** Of their payloads in JSON. Default 16 MiB. */
  readonly maxPendingBytes?: number
  /** Finished jobs that the memory adapter keeps, in bytes. Default 32 MiB. */
  readonly maxFinishedBytes?: number
  /** What a call may take where it goes to Redis, waiting for a connection included. Default 400. */
  readonly deadlineMs?: number
  /**
   * How long `close()` lets running jobs go on before it aborts them. Default 8,000, which with all that follows stays
   * below the 10 s that many platforms wait before they kill.
   */
  readonly drainMs?: number
  /** With Redis: how long a job stays with a worker that gives no sign of life. Default 10,000. */
  readonly lockMs?: number
}

export interface HttpConfig {
  /** Default 4000; 0: any free port. */
  readonly port?: number
  /** Where users reach the service, for links and Origin checks: `https://host[/path]`. */
  readonly publicUrl?: string
  /** How many proxies stand before the service; 0 (default): none, forwarded addresses are ignored. */
  readonly trustProxy?: number
}

export interface DatabaseConfig {
  /** `postgres://...`; empty or left out: the embedded database in `dataDir`. */
  readonly url?: string
  /** Default `./data`. */
  readonly dataDir?: string
  /** Deadline of opening the database at first use, in milliseconds: connecting and migrating. Default 10,000. */
  readonly openDeadlineMs?: number
  /** Deadline of one operation on the open database, in milliseconds. Default 10,000. */
  readonly deadlineMs?: number
}

export interface LlmConfig {
  readonly baseUrl?: string
  readonly apiKey?: string
  readonly model?: string
  readonly embeddingModel?: string
}
