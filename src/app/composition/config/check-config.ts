import { maskUrl } from '../../../adapters/shared/mask-url.js'
import { AppError, nearestName } from '../../../domain/platform/index.js'
import type { AppConfig } from './app-config.js'
import { decideRedis, findConflicts, type RedisDecision } from './config-conflicts.js'
import { configSchema, SETTINGS } from './config-settings.js'
import { type Secrecy, secrecyOf } from './config-variables.js'

/** The valid part of a configuration, and all its problems. */
export interface CheckedConfig {
  readonly config: AppConfig
  readonly redis: RedisDecision
  readonly problems: readonly ConfigProblem[]
}

/** The depth of a configuration: `cache`, its `namespaces`, one of them, its `ttl`. */
const DEPTH = 4

/**
 * Finds all problems of a configuration: invalid values, and then conflicts between the valid ones.
 *
 * @param nameOf the name of the setting at a path, for messages: `REDIS_URL` or `redis.url`
 */
export function checkConfig(written: unknown, nameOf: (path: string) => string = (path) => path): CheckedConfig {
  const given = withoutUndefined(written, DEPTH)
  const faults = findFaults(given)
  const parsed = configSchema().safeParse(without(given, new Set(faults.map(({ top }) => top))))
  const config = parsed.success ? parsed.data : {}

  // An invalid setting is not reported as missing too.
  const isGiven = (path: string) => ![undefined, ''].some((nothing) => valueAt(given, path.split('.')) === nothing)
  const redis = decideRedis(config)
  const broken = new Set(faults.map(({ path }) => path))
  const conflicts = [...redis.conflicts, ...findConflicts(config, isGiven, nameOf)].filter(
    ({ path }) => !broken.has(path),
  )
  const problems = [
    ...faults.map(({ path, found, expected }) => ({ setting: nameOf(path), found, expected })),
    ...conflicts.map(({ path, found, expected }) => {
      const shown = found ?? showValue(valueAt(config, path.split('.')), secrecyOf(path))
      return { setting: nameOf(path), found: shown, expected }
    }),
  ]
  return { config, redis, problems }
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Embedders pass `undefined` for environment variables that are not set. */
function withoutUndefined(value: unknown, depth: number): unknown {
  if (depth === 0 || !isObject(value)) return value
  const given = Object.entries(value).filter(([, part]) => part !== undefined)
  return Object.fromEntries(given.map(([key, part]) => [key, withoutUndefined(part, depth - 1)]))
}

function without(value: unknown, paths: ReadonlySet<string>, above = ''): unknown {
  if (!isObject(value)) return value
  const kept = Object.entries(value).filter(([key]) => !paths.has(above + key))
  return Object.fromEntries(kept.map(([key, part]) => [key, above === '' ? without(part, paths, `${key}.`) : part]))
}

/** An invalid value in a configuration. */
interface Fault {
  readonly path: string
  /** The first two steps of the path. Without this part the rest is valid. */
  readonly top: string
  readonly found: string
  readonly expected: string
}

/** The values that the schema rejects, each once. */
function findFaults(given: unknown): readonly Fault[] {
  const faults = new Map<string, Fault>()
  const add = (keys: readonly string[], found: string, expected: string) => {
    const path = keys.join('.') || 'configuration'
    if (!faults.has(path)) faults.set(path, { path, top: keys.slice(0, 2).join('.'), found, expected })
  }
  for (const issue of configSchema().safeParse(given).error?.issues ?? []) {
    // An invalid item makes its list invalid.
    const item = issue.path.findIndex((key) => typeof key === 'number')
    const keys = issue.path.slice(0, item < 0 ? undefined : item).map(String)
    if (issue.code === 'unrecognized_keys') {
      // Without its value, which may be a secret.
      for (const key of issue.keys) add([...keys, key], 'an unknown setting', settingMeant(keys, key))
    } else {
      add(keys, showValue(valueAt(given, keys), secrecyOf(keys.join('.'))), issue.message)
    }
  }
  return [...faults.values()]
}

/** The value at a path, or `undefined` if there is none. */
function valueAt(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((part, key) => {
    return typeof part === 'object' && part !== null && Object.hasOwn(part, key) ? Reflect.get(part, key) : undefined
  }, value)
}

function settingMeant(above: readonly string[], key: string): string {
  if (above[1] === 'namespaces') return 'prefix and ttl, and nothing else'
  const section = above.length === 0 ? '' : `${above.join('.')}.`
  const paths = [...SETTINGS.keys()]
  const siblings = new Set(
    paths.filter((path) => path.startsWith(section)).map((path) => path.slice(section.length).replace(/\..*/, '')),
  )
  const closest = nearestName(key, [...siblings])
  if (closest !== undefined) return `${section}${closest}`
  const elsewhere = paths.find((path) => path.endsWith(`.${key}`))
  return elsewhere ?? `one of ${[...siblings].map((name) => section + name).join(', ')}`
}

/** A problem in a configuration. */
export interface ConfigProblem {
  /** The variable (`REDIS_URL`), or the path in a configuration written by hand (`redis.url`). */
  readonly setting: string
  /** Its value, without secrets. */
  readonly found: string
  /** A description of valid values. */
  readonly expected: string
}

const MAX_SHOWN = 120

/** The error for all problems of a configuration: a line for each in its message, and data in `details.problems`. */
export function configError(problems: readonly ConfigProblem[], cause?: unknown): AppError {
  const lines = problems.map(({ setting, found, expected }) => `  ${setting} is ${found}; expected: ${expected}`)
  const title = problems.length === 1 ? '1 problem' : `${problems.length} problems`
  return new AppError('CONFIG_INVALID', `${title} in the configuration:\n${lines.join('\n')}`, {
    hint: 'correct these settings in the environment, in .env or in the argument of createApp',
    details: { problems: problems.map((problem) => ({ ...problem })) },
    ...(cause === undefined ? {} : { cause }),
  })
}

/** A value for a message: one line, of limited length, without secrets. */
export function showValue(value: unknown, secrecy: Secrecy): string {
  if (value === undefined) return 'not set'
  if (value === null || typeof value === 'boolean') return String(value)
  if (secrecy === 'secret') return '***'
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`
  const shown = secrecy === 'url' ? maskUrl(value) : value
  return JSON.stringify(shown.length > MAX_SHOWN ? `${shown.slice(0, MAX_SHOWN)}...` : shown)
}
