import type { AppConfig } from './app-config.js'
import { SETTINGS, type Section } from './config-settings.js'

/** An environment variable: how it is read, masked and documented. */
export interface ConfigVariable {
  readonly name: string
  /** The path of its value in `AppConfig`. `SETTINGS` has the valid values. */
  readonly path: string
  readonly read: VariableReader
  readonly secrecy: Secrecy
  /** The default, as text. Empty: see `meaning`. */
  readonly default: string
  /** One line of documentation. */
  readonly meaning: string
  /** A description of valid values. */
  readonly expected: string
}

/** How much of a value may be shown: all, a URL without its password, or nothing. */
export type Secrecy = 'open' | 'url' | 'secret'

/** A path in {@link AppConfig} that a variable can set. */
type ConfigPath = 'environment' | { [S in Section]: `${S}.${keyof NonNullable<AppConfig[S]> & string}` }[Section]

/** A `ConfigVariable` with defaults: read as text, not secret, no default value. */
interface VariableRow {
  readonly name: string
  readonly path: ConfigPath
  readonly read?: VariableReader
  readonly secrecy?: Secrecy
  readonly default?: string
  readonly meaning: string
}

/** Reads a text file. Throws the errors of `node:fs`. */
export type ReadTextFile = (path: string) => string

/** Converts the text of a variable, which is trimmed and not empty, to its value. */
type VariableReader = (
  text: string,
  readTextFile: ReadTextFile,
) => { readonly value: unknown } | { readonly fault: string }

const ROWS: readonly VariableRow[] = [
  {
    name: 'REDIS_URL',
    path: 'redis.url',
    secrecy: 'url',
    meaning: 'like `redis://:password@host:6379/0` or `rediss://...`; empty: cache, sessions and jobs are in memory',
  },
  {
    name: 'REDIS_CACHE_URL',
    path: 'redis.cacheUrl',
    secrecy: 'url',
    meaning: 'a separate instance for the cache, which may evict; empty: the one of `REDIS_URL`',
  },
  {
    name: 'CACHE_MODE',
    path: 'cache.mode',
    default: 'tiered',
    meaning: 'with Redis: `tiered` (memory over Redis) or `redis` (Redis only)',
  },
  {
    name: 'REDIS_TLS',
    path: 'redis.tls',
    read: asFlag,
    meaning:
      '`true` or `false`, overrides the URL; empty: by the URL, and on in production for hosts that may be public',
  },
  {
    name: 'REDIS_TLS_VERIFY',
    path: 'redis.tlsVerify',
    default: 'auto',
    meaning: 'how the certificate is verified: `strict`; `auto`: strict, with exceptions for Render; `off`: not at all',
  },
  {
    name: 'REDIS_TLS_CA',
    path: 'redis.tlsCa',
    read: asPem,
    secrecy: 'secret',
    meaning:
      'the trusted authority: PEM text (with line ends or `\\n`) or the path of a file; empty: the well-known ones',
  },
  {
    name: 'REDIS_TLS_FINGERPRINT',
    path: 'redis.tlsFingerprint',
    meaning: 'the SHA-256 fingerprint of the certificate, for both instances if there are two; empty: any',
  },
  {
    name: 'REDIS_KEY_PREFIX',
    path: 'redis.keyPrefix',
    default: 'cg:',
    meaning:
      'stands before every key and channel; apps that share a Redis need one each: 2 to 64 letters, digits and `. _ - / :`, a separator at the end',
  },
  {
    name: 'REDIS_MAX_RETRIES',
    path: 'redis.maxRetries',
    read: asNumber,
    default: '3',
    meaning:
      'attempts of the first connect, and retries of a command that was not sent yet, 1 to 100; reconnecting never ends',
  },
  {
    name: 'REDIS_RETRY_DELAY',
    path: 'redis.retryDelayMs',
    read: asNumber,
    default: '1000',
    meaning: 'first reconnect delay in milliseconds, 1 to 5000; grows with jitter up to 5000',
  },
  {
    name: 'REDIS_REQUIRED',
    path: 'redis.required',
    read: asFlag,
    default: 'false',
    meaning: '`true`: the app does not start without Redis',
  },
  {
    name: 'REDIS_FALLBACK',
    path: 'redis.fallback',
    default: 'memory',
    meaning: 'without Redis: `memory`, or `off` (nothing is cached; sessions and jobs reject)',
  },
  {
    name: 'WORKERS',
    path: 'jobs.workers',
    default: 'auto',
    meaning: 'whether the serving process runs jobs: `on`, `off`; `auto`: if there is no Redis',
  },
  {
    name: 'WORKERS_DRAIN',
    path: 'jobs.drainMs',
    read: asNumber,
    default: '8000',
    meaning: 'how long a stopping process waits for running jobs, in milliseconds, up to 3600000',
  },
  {
    name: 'SESSION_PEPPER',
    path: 'sessions.pepper',
    read: asList,
    secrecy: 'secret',
    meaning: 'key for hashing stored session ids; several are separated by commas, newest first; empty: plain SHA-256',
  },
  {
    name: 'ADMIN_EMAIL',
    path: 'accounts.adminEmail',
    meaning: 'the first administrator, added at the start while there is no user; empty: a one-time token is made',
  },
  {
    name: 'ADMIN_PASSWORD',
    path: 'accounts.adminPassword',
    secrecy: 'secret',
    meaning: 'the password of `ADMIN_EMAIL`, 10 to 1024 bytes; not used when there is a user',
  },
  {
    name: 'PUBLIC_URL',
    path: 'http.publicUrl',
    secrecy: 'url',
    meaning: 'the public URL of the service, for links and Origin checks: `https://host` or `https://host/path`',
  },
  {
    name: 'TRUST_PROXY',
    path: 'http.trustProxy',
    read: asCount,
    default: 'off',
    meaning: 'the number of proxies in front of the service, up to 100; `off`: none, forwarded addresses are ignored',
  },
  {
    name: 'NODE_ENV',
    path: 'environment',
    default: 'development',
    meaning: '`development`, `production` or `test`',
  },
  {
    name: 'LOG_LEVEL',
    path: 'log.level',
    default: 'info',
    meaning: '`debug`, `info`, `warn`, `error` or `silent`',
  },
  {
    name: 'PORT',
    path: 'http.port',
    read: asNumber,
    default: '4000',
    meaning: 'HTTP port; `0`: any free port',
  },
  {
    name: 'HOST',
    path: 'http.host',
    meaning:
      'address to listen on; empty: `0.0.0.0` (every network) in production, else `127.0.0.1` (this machine only)',
  },
  {
    name: 'WORKER_PORT',
    path: 'http.workerPort',
    read: asNumber,
    meaning: 'port on which `curriculum worker` serves the health routes; empty: none',
  },
  {
    name: 'DATABASE_URL',
    path: 'database.url',
    secrecy: 'url',
    meaning: '`postgres://user:password@host/name`; empty: the embedded database in `DATA_DIR`',
  },
  {
    name: 'DATA_DIR',
    path: 'database.dataDir',
    default: './data',
    meaning: 'folder of the embedded database, which also holds the documents',
  },
  {
    name: 'LLM_BASE_URL',
    path: 'llm.baseUrl',
    secrecy: 'url',
    meaning: 'any OpenAI-compatible server, like `https://host/v1`; empty: the offline generator',
  },
  {
    name: 'LLM_API_KEY',
    path: 'llm.apiKey',
    secrecy: 'secret',
    meaning: 'the key for this server; empty: none is sent',
  },
  {
    name: 'LLM_MODEL',
    path: 'llm.model',
    meaning: 'the model that writes curricula; not used yet: the offline author writes',
  },
  {
    name: 'LLM_EMBEDDING_MODEL',
    path: 'llm.embeddingModel',
    meaning: 'the model that makes embeddings; empty: none',
  },
]

/** Every variable, in the order of the documentation. */
export const CONFIG_VARIABLES: readonly ConfigVariable[] = ROWS.map((row) => ({
  read: asText,
  secrecy: 'open',
  default: '',
  ...row,
  expected: SETTINGS.get(row.path)?.expected ?? '',
}))

/** The name of the variable with this path, or the path if there is none. */
export function variableAt(path: string): string {
  return CONFIG_VARIABLES.find((variable) => variable.path === path)?.name ?? path
}

/** How much of the value at `path` may be shown. A value in place of a section may be a secret. */
export function secrecyOf(path: string): Secrecy {
  const variable = CONFIG_VARIABLES.find((candidate) => candidate.path === path)
  return variable?.secrecy ?? (path.includes('.') || SETTINGS.has(path) ? 'open' : 'secret')
}

// The readers. Text that cannot be converted stays text: the schema of the setting rejects it.

function asText(text: string) {
  return { value: text }
}

function asNumber(text: string) {
  return { value: /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : text }
}

function asFlag(text: string) {
  const word = text.toLowerCase()
  if (['true', '1', 'yes', 'on'].includes(word)) return { value: true }
  return { value: ['false', '0', 'no', 'off'].includes(word) ? false : text }
}

/** A number, or `off` for 0. */
function asCount(text: string) {
  return text.toLowerCase() === 'off' ? { value: 0 } : asNumber(text)
}

function asList(text: string) {
  return { value: text.split(',').map((part) => part.trim()) }
}

/** PEM text, with line ends or with `\n` as many platforms store it; otherwise the path of a file. */
function asPem(text: string, readTextFile: ReadTextFile) {
  if (text.includes('-----BEGIN')) return { value: text.replaceAll('\\r', '').replaceAll('\\n', '\n') }
  try {
    // Maybe in quotes, as in a file of variables.
    return { value: readTextFile(text.replace(/^(["'])(.*)\1$/, '$2')) }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    return { fault: `the file at this path cannot be read${code === undefined ? '' : ` (${code})`}` }
  }
}
