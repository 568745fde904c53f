import { asFlag, asNumber, asPem } from './variable-readers.js'
import type { VariableRow } from './variable-row.js'

export const REDIS_VARIABLES: readonly VariableRow[] = [
  {
    name: 'REDIS_URL',
    path: 'redis.url',
    secrecy: 'url',
    meaning: 'like `redis://:password@host:6379/0` or `rediss://...`; empty: cache, sessions and jobs live in memory',
  },
  {
    name: 'REDIS_CACHE_URL',
    path: 'redis.cacheUrl',
    secrecy: 'url',
    meaning: 'a second instance for the cache alone, which may evict; empty: the one of `REDIS_URL`',
  },
  {
    name: 'CACHE_MODE',
    path: 'cache.mode',
    default: 'tiered',
    meaning: 'with Redis: `tiered` (memory over Redis) or `redis` (Redis alone)',
  },
  {
    name: 'REDIS_TLS',
    path: 'redis.tls',
    read: asFlag,
    meaning:
      '`true` or `false` whatever the URL says; empty: by the URL, and on in production for hosts that may be public',
  },
  {
    name: 'REDIS_TLS_VERIFY',
    path: 'redis.tlsVerify',
    default: 'auto',
    meaning: 'how the certificate is judged: `strict`; `auto`: strict, but milder at Render; `off`: not at all',
  },
  {
    name: 'REDIS_TLS_CA',
    path: 'redis.tlsCa',
    read: asPem,
    secrecy: 'secret',
    meaning: 'authority to trust: PEM text (line ends may be `\\n`) or the path of a file; empty: the well-known ones',
  },
  {
    name: 'REDIS_TLS_FINGERPRINT',
    path: 'redis.tlsFingerprint',
    meaning: 'SHA-256 fingerprint that the certificate must have, of both instances if there are two; empty: any',
  },
  {
    name: 'REDIS_MAX_RETRIES',
    path: 'redis.maxRetries',
    read: asNumber,
    default: '3',
    meaning: 'attempts of the first connect and retries of a command not yet sent, 1 to 100; reconnecting never ends',
  },
  {
    name: 'REDIS_RETRY_DELAY',
    path: 'redis.retryDelayMs',
    read: asNumber,
    default: '1000',
    meaning: 'first reconnect delay in milliseconds, 1 to 5000; grows with jitter, never above 5000',
  },
  {
    name: 'REDIS_REQUIRED',
    path: 'redis.required',
    read: asFlag,
    default: 'false',
    meaning: '`true`: refuse to start without Redis rather than degrade',
  },
  {
    name: 'REDIS_FALLBACK',
    path: 'redis.fallback',
    default: 'memory',
    meaning: 'without Redis: `memory`, or `off` (nothing is cached; sessions and jobs answer with errors)',
  },
]
