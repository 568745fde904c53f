import type { NamespaceDeclaration } from '../../../domain/cache/index.js'

/**
 * The configuration of an app. Every part is optional. `readConfig(process.env)` reads it from the environment; embedders
 * write an object. `ttl` and ages are seconds; names with `Ms` are milliseconds, names with `Bytes` are bytes.
 */
export interface AppConfig {
  /** Default `development`. In production, Redis connections use TLS and in-memory adapters count as degraded. */
  readonly environment?: 'development' | 'production' | 'test'
  readonly redis?: RedisConfig
  readonly cache?: CacheConfig
  readonly sessions?: SessionsConfig
  readonly jobs?: JobsConfig
  readonly accounts?: AccountsConfig
  readonly http?: HttpConfig
  readonly database?: DatabaseConfig
  readonly llm?: LlmConfig
  readonly log?: { readonly level?: LogLevel }
  /** Deadline of each step of `close()`; for jobs see `jobs.drainMs`. Default 5,000. */
  readonly closeStepMs?: number
  /** Findings of `readConfig` for the operator, such as a probable typo. Logged once. */
  readonly warnings?: readonly string[]
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

export interface RedisConfig {
  /** `redis://` or `rediss://`. Empty or left out: in-memory adapters. */
  readonly url?: string
  /** A separate instance for the cache, which may evict. Default: `url`. */
  readonly cacheUrl?: string
  /** `true` forces TLS. Left out: by the scheme, and in production for every host that is not private by its name. */
  readonly tls?: boolean
  readonly tlsVerify?: 'auto' | 'strict' | 'off'
  /** Certificates of the trusted authority, as PEM text. */
  readonly tlsCa?: string
  /** The SHA-256 fingerprint of the server's certificate. */
  readonly tlsFingerprint?: string
  /**
   * Stands before every key and channel. Default `cg:`. Apps that share a Redis need one each. 2 to 64 letters, digits and
   * `. _ - / :`; the last is no letter or digit.
   */
  readonly keyPrefix?: string
  /** Attempts of the first connect, and retries of a command that was not sent yet. Default 3. */
  readonly maxRetries?: number
  /** First reconnect delay. Default 1,000. */
  readonly retryDelayMs?: number
  /** `true`: the app does not start without Redis. Default false. */
  readonly required?: boolean
  /** Without Redis: `memory`, or `off` (no cache; sessions and jobs reject). Default `memory`. */
  readonly fallback?: 'memory' | 'off'
}

export interface CacheConfig {
  /** With Redis: memory over Redis (`tiered`), or Redis only. Default `tiered`. */
  readonly mode?: 'tiered' | 'redis'
  /** Namespaces in addition to the built-in ones. */
  readonly namespaces?: { readonly [name: string]: NamespaceDeclaration }
  readonly maxEntries?: number
  readonly maxBytes?: number
  readonly maxEntryBytes?: number
  /** Deadline of one operation on Redis, including waiting for a connection. Default 250. */
  readonly deadlineMs?: number
}

export interface SessionsConfig {
  /** Default idle timeout, in seconds. Default 1,800. */
  readonly ttl?: number
  /** Absolute lifetime, in seconds. Default 43,200. */
  readonly absoluteTtl?: number
  /** Maximum number of live sessions of a user; the least recently active ones are revoked. Default 20. */
  readonly maxPerUser?: number
  /** Maximum number of live sessions of the in-memory adapter. Default 10,000. */
  readonly maxSessions?: number
  /** Keys for hashing stored ids, newest first. Empty: plain SHA-256. */
  readonly pepper?: readonly string[]
  /**
   * Deadline of one operation on Redis, including waiting for a connection. Default 400. An HTTP request waits 50 longer,
   * at least 450, for all its operations together.
   */
  readonly deadlineMs?: number
  /**
   * How long after its last read a session may serve GET, HEAD and OPTIONS while the store does not answer. Default 0:
   * such requests fail. During an outage, a session that another process revoked may be served for this time.
   */
  readonly outageGraceMs?: number
}

export interface JobsConfig {
  /** `auto`: the serving process runs jobs if there is no Redis. */
  readonly workers?: 'auto' | 'on' | 'off'
  /** Maximum number of unfinished jobs of the in-memory adapter. Default 1,000. */
  readonly maxPending?: number
  /** Maximum size of their payloads as JSON. Default 16 MiB. */
  readonly maxPendingBytes?: number
  /** Maximum size of the finished jobs of the in-memory adapter. Default 32 MiB. */
  readonly maxFinishedBytes?: number
  /** Deadline of one call to Redis, including waiting for a connection. Default 400. */
  readonly deadlineMs?: number
  /**
   * How long `close()` waits for running jobs before it aborts them. Default 8,000: the whole shutdown then takes less
   * than 10 s, after which many platforms kill the process.
   */
  readonly drainMs?: number
  /** With Redis: the time without a heartbeat after which a job of a worker counts as stalled. Default 10,000. */
  readonly lockMs?: number
}

/** The first administrator, whom `curriculum serve` adds while there is no user. Both or none. */
export interface AccountsConfig {
  readonly adminEmail?: string
  /** 10 to 1,024 bytes in UTF-8, not the e-mail address. */
  readonly adminPassword?: string
}

export interface HttpConfig {
  /** Default 4000. 0: any free port. */
  readonly port?: number
  /** The address that the service listens on. Default: `0.0.0.0` (all of IPv4) in production, else `127.0.0.1`. */
  readonly host?: string
  /** The port on which a worker process serves the health routes. Default: none. */
  readonly workerPort?: number
  /** The public URL of the service, for links and Origin checks: `https://host[/path]`. */
  readonly publicUrl?: string
  /** The number of proxies in front of the service. Default 0: forwarded addresses are ignored. */
  readonly trustProxy?: number
}

export interface DatabaseConfig {
  /** `postgres://...`. Empty or left out: the embedded database in `dataDir`. */
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
