import { isIP } from 'node:net'
import type { z } from 'zod'
import { type Zod, zod } from '../../../adapters/shared/zod.js'
import { EMAIL_EXPECTED, normalizeEmail, PASSWORD_EXPECTED, passwordProblem } from '../../../domain/accounts/index.js'
import { MAX_TTL_SECONDS } from '../../../domain/platform/index.js'
import type { AppConfig } from './app-config.js'

type Settings<T> = { readonly [K in keyof T]-?: Setting<NonNullable<T[K]>> }

/** The sections of {@link AppConfig}. */
export type Section = {
  [K in keyof Required<AppConfig>]: Required<AppConfig>[K] extends string | number | readonly unknown[] ? never : K
}[keyof AppConfig]

const COUNT = wholeNumber(1, Number.MAX_SAFE_INTEGER)
const DEADLINE = wholeNumber(10, 60_000, ' of milliseconds')
const NAMESPACES = 'namespaces by name, each as { prefix, ttl }'

/** The settings outside of sections. */
const TOP_SETTINGS: Settings<Omit<AppConfig, Section>> = {
  environment: oneOf('development', 'production', 'test'),
  closeStepMs: wholeNumber(1, 600_000, ' of milliseconds'),
  warnings: listOf('a list of texts'),
}

/** The settings of every section. The compiler checks that {@link AppConfig} has the same. */
const SECTION_SETTINGS: { readonly [S in Section]: Settings<NonNullable<AppConfig[S]>> } = {
  redis: {
    // `decideRedisSettings` checks the formats of these four, with more precise messages.
    url: text('a URL that starts with redis:// or rediss://'),
    cacheUrl: text('a URL that starts with redis:// or rediss://'),
    tlsCa: text('certificates as PEM text (in a variable also the path of a file with them)'),
    tlsFingerprint: text('a SHA-256 fingerprint: 64 hexadecimal digits, with or without colons'),
    tls: flag(),
    tlsVerify: oneOf('auto', 'strict', 'off'),
    keyPrefix: text(
      '2 to 64 letters, digits and . _ - / :, the last one a separator, as in myapp:',
      (value) => value === '' || /^[\w./:-]{1,63}[._/:-]$/.test(value),
    ),
    maxRetries: wholeNumber(1, 100),
    retryDelayMs: wholeNumber(1, 5000, ' of milliseconds'),
    required: flag(),
    fallback: oneOf('memory', 'off'),
  },
  cache: {
    mode: oneOf('tiered', 'redis'),
    // `NamespaceRegistry` checks prefix and ttl.
    namespaces: {
      schema: (z) =>
        z.record(
          z.string(),
          z.strictObject(
            { prefix: z.string({ error: 'a text' }), ttl: z.number({ error: 'a number of seconds' }) },
            { error: ({ code }) => (code === 'invalid_type' ? 'an object { prefix, ttl }' : undefined) },
          ),
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
    pepper: listOf('one key, or several separated by commas, none of them empty'),
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
  accounts: {
    adminEmail: text(EMAIL_EXPECTED, (value) => value === '' || normalizeEmail(value) !== undefined),
    adminPassword: text(PASSWORD_EXPECTED, (value) => value === '' || passwordProblem(value) === undefined),
  },
  http: {
    port: wholeNumber(0, 65_535),
    host: listenAddress(),
    workerPort: wholeNumber(0, 65_535),
    publicUrl: httpUrl(),
    trustProxy: wholeNumber(0, 100, ' of proxies'),
  },
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

/** Every setting, by its path: `redis.url`, `environment`. */
export const SETTINGS: ReadonlyMap<string, Setting> = new Map([
  ...Object.entries<Setting>(TOP_SETTINGS),
  ...Object.entries(SECTION_SETTINGS).flatMap(([section, settings]) =>
    Object.entries<Setting>(settings).map(([key, setting]) => [`${section}.${key}`, setting] as const),
  ),
])

/** The valid values of a setting. `expected` describes them; the schema uses it as its error message. */
export interface Setting<T = unknown> {
  readonly schema: (z: Zod) => z.ZodType<T>
  readonly expected: string
}

function wholeNumber(min: number, max: number, unit = ''): Setting<number> {
  const error = `a whole number${unit} from ${min} to ${max}`
  return { schema: (z) => z.int({ error }).min(min, { error }).max(max, { error }), expected: error }
}

function seconds(): Setting<number> {
  const error = 'seconds: a number above 0 and at most 100 years'
  return { schema: (z) => z.number({ error }).positive({ error }).max(MAX_TTL_SECONDS, { error }), expected: error }
}

function oneOf<const T extends string>(...values: readonly [T, ...T[]]): Setting<T> {
  const error = `one of ${values.join(', ')}`
  return { schema: (z) => z.enum(values, { error }), expected: error }
}

function flag(): Setting<boolean> {
  const error = 'true or false'
  return { schema: (z) => z.boolean({ error }), expected: error }
}

function text(error: string, accepts: (value: string) => boolean = () => true): Setting<string> {
  return { schema: (z) => z.string({ error }).refine(accepts, { error }), expected: error }
}

function listOf(error: string): Setting<readonly string[]> {
  return { schema: (z) => z.array(z.string({ error }).min(1, { error }), { error }), expected: error }
}

// The following accept an empty text, which means the same as a missing setting.

function httpUrl(): Setting<string> {
  return text('http(s)://host or http(s)://host/path, without user, query and fragment', (value) => {
    if (!URL.canParse(value)) return value === ''
    const { protocol, username, password, search, hash } = new URL(value)
    return /^https?:$/.test(protocol) && username + password + search + hash === ''
  })
}

/** An IP address or a host name. Only the system knows whether this machine has it. */
function listenAddress(): Setting<string> {
  return text('an address or name of this machine without port, like 127.0.0.1, 0.0.0.0, :: or localhost', (value) => {
    return (
      value === '' ||
      isIP(value) > 0 ||
      (value.length < 254 && /^([a-z\d_-]+\.)*[a-z\d_-]*[a-z][a-z\d_-]*$/i.test(value))
    )
  })
}

function postgresUrl(): Setting<string> {
  return text('a URL that starts with postgres:// or postgresql://', (value) => {
    // User and password without a host, for a socket: `postgres://user:password@/name?host=/run/postgresql`.
    const parsable = value.replace('@/', '@host/')
    return value === '' || (URL.canParse(parsable) && /^postgres(ql)?:\/\//i.test(value))
  })
}

function textWithoutBlanks(error: string): Setting<string> {
  return text(error, (value) => !/\s/.test(value))
}

let schema: z.ZodType<AppConfig> | undefined

/** The schema of {@link AppConfig}. Every setting is optional; unknown settings are rejected. */
export function configSchema(): z.ZodType<AppConfig> {
  schema ??= strictObject({
    ...shapeOf(TOP_SETTINGS),
    ...Object.fromEntries(
      Object.entries(SECTION_SETTINGS).map(([section, settings]) => [section, strictObject(shapeOf(settings))]),
    ),
  })
  return schema
}

function shapeOf(settings: { readonly [key: string]: Setting }): { [key: string]: z.ZodType } {
  return Object.fromEntries(Object.entries(settings).map(([key, setting]) => [key, setting.schema(zod())]))
}

function strictObject(shape: { readonly [key: string]: z.ZodType }) {
  const optional = Object.fromEntries(Object.entries(shape).map(([key, part]) => [key, part.exactOptional()]))
  return zod().strictObject(optional, { error: 'an object with settings' })
}
