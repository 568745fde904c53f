import type { AppConfig } from './app-config.js'
import {
  flag,
  httpUrl,
  listOf,
  oneOf,
  postgresUrl,
  type Setting,
  seconds,
  text,
  textWithoutBlanks,
  wholeNumber,
} from './setting.js'

type Settings<T> = { readonly [K in keyof T]-?: Setting<NonNullable<T[K]>> }

/** The parts of {@link AppConfig} that hold settings of their own. */
export type Section = {
  [K in keyof Required<AppConfig>]: Required<AppConfig>[K] extends string | number | readonly unknown[] ? never : K
}[keyof AppConfig]

const COUNT = wholeNumber(1, Number.MAX_SAFE_INTEGER)
const DEADLINE = wholeNumber(10, 60_000, ' of milliseconds')
const NAMESPACES = 'namespaces by name, each as { prefix, ttl }'

/** What stands beside the sections. */
export const TOP_SETTINGS: Settings<Omit<AppConfig, Section>> = {
  environment: oneOf('development', 'production', 'test'),
  closeStepMs: wholeNumber(1, 600_000, ' of milliseconds'),
  warnings: listOf('a list of texts'),
}

/** What every setting of every section accepts; the compiler holds it to {@link AppConfig}. */
export const SECTION_SETTINGS: { readonly [S in Section]: Settings<NonNullable<AppConfig[S]>> } = {
  redis: {
    // The formats of these four are for `decideRedisSettings` to judge, which says exactly what is wrong with them.
    url: text('a URL that begins with redis:// or rediss://'),
    cacheUrl: text('a URL that begins with redis:// or rediss://'),
    tlsCa: text('certificates as PEM text (in a variable also the path of a file that holds them)'),
    tlsFingerprint: text('a SHA-256 fingerprint: 64 hexadecimal digits, with or without colons'),
    tls: flag(),
    tlsVerify: oneOf('auto', 'strict', 'off'),
    maxRetries: wholeNumber(1, 100),
    retryDelayMs: wholeNumber(1, 5000, ' of milliseconds'),
    required: flag(),
    fallback: oneOf('memory', 'off'),
  },
  cache: {
    mode: oneOf('tiered', 'redis'),
    // What a prefix and a ttl may be is for `NamespaceRegistry` to judge.
    namespaces: {
      schema: (z) =>
        z.record(
          z.string(),
          z.strictObject({ prefix: z.string({ error: 'a text' }), ttl: z.number({ error: 'a number of seconds' }) }),
          { error: NAMESPACES },
        ),
      expected: NAMESPACES,
    },
    maxEntries: COUNT,
    maxBytes: COUNT,
    maxEntryBytes: COUNT,
    deadlineMs: DEADLINE,
  },
  sessions: {
    ttl: seconds(),
    absoluteTtl: seconds(),
    maxPerUser: COUNT,
    maxSessions: COUNT,
    pepper: listOf('one key, or several with commas in between, none of them empty'),
    deadlineMs: DEADLINE,
    outageGraceMs: wholeNumber(0, 60_000, ' of milliseconds'),
  },
  jobs: {
    workers: oneOf('auto', 'on', 'off'),
    maxPending: COUNT,
    maxPendingBytes: COUNT,
    maxFinishedBytes: COUNT,
    deadlineMs: DEADLINE,
    drainMs: wholeNumber(0, 3_600_000, ' of milliseconds'),
    lockMs: wholeNumber(1000, 600_000, ' of milliseconds'),
  },
  http: { port: wholeNumber(0, 65_535), publicUrl: httpUrl(), trustProxy: wholeNumber(0, 100, ' of proxies') },
  database: {
    url: postgresUrl(),
    dataDir: text('the path of a folder', (path) => !path.includes('\0')),
    openDeadlineMs: DEADLINE,
    deadlineMs: DEADLINE,
  },
  llm: {
    baseUrl: httpUrl(),
    apiKey: textWithoutBlanks('the key as the server issued it, without blanks'),
    model: textWithoutBlanks('the name of a model, without blanks'),
    embeddingModel: textWithoutBlanks('the name of a model, without blanks'),
  },
  log: { level: oneOf('debug', 'info', 'warn', 'error', 'silent') },
}

/** What is accepted, by path (`redis.url`, `environment`): every setting there is. */
export const SETTINGS: ReadonlyMap<string, Setting> = new Map([
  ...Object.entries<Setting>(TOP_SETTINGS),
  ...Object.entries(SECTION_SETTINGS).flatMap(([section, settings]) =>
    Object.entries<Setting>(settings).map(([key, setting]) => [`${section}.${key}`, setting] as const),
  ),
])
