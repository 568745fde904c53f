import type { AppConfig } from './app-config.js'
import { findConflicts } from './config-conflicts.js'
import { findFaults, valueAt } from './config-faults.js'
import { type ConfigProblem, showValue } from './config-problems.js'
import { configSchema } from './config-schema.js'
import { secrecyOf } from './config-variables.js'
import { decideRedis, type RedisDecision } from './decide-redis.js'

/** A configuration without its unusable parts, and all that is wrong with it. */
export interface CheckedConfig {
  readonly config: AppConfig
  readonly redis: RedisDecision
  readonly problems: readonly ConfigProblem[]
}

/** How deep objects stand in a configuration: `cache`, its `namespaces`, one of them, its `ttl`. */
const DEPTH = 4

/**
 * Finds everything that is wrong with `written`: first what no setting accepts, then, among what is left, settings that
 * contradict each other, so that one look shows all.
 *
 * @param nameOf what the setting at a path is called where the configuration was written
 */
export function checkConfig(written: unknown, nameOf: (path: string) => string = (path) => path): CheckedConfig {
  const given = withoutUndefined(written, DEPTH)
  const faults = findFaults(given)
  const parsed = configSchema().safeParse(without(given, new Set(faults.map(({ top }) => top))))
  const config = parsed.success ? parsed.data : {}

  // A setting that is there and broken is reported as such, and not once more as missing.
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

/** `undefined` is what embedders pass for an environment variable that is not set. */
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
