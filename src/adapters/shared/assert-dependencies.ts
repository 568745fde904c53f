import { assertFunction, assertOptions, assertParts, type OptionNames } from '../../domain/platform/index.js'

/** The methods or fields that show what a dependency is, and what to give. */
const DEPENDENCIES = {
  clock: [['now', 'monotonic', 'setTimer'], 'a Clock, such as new SystemClock()'],
  ids: [['next'], 'an Ids, such as new SystemIds()'],
  random: [['next'], 'a Random, such as new SystemRandom()'],
  logger: [['debug', 'info', 'warn', 'error'], 'a Logger'],
  connection: [['run', 'state', 'close'], 'a RedisConnection'],
  settings: [['host', 'port', 'connectTimeoutMs'], 'the settings of decideRedisSettings()'],
} as const satisfies { readonly [name: string]: readonly [parts: readonly string[], wanted: string] }

type Dependency = keyof typeof DEPENDENCIES

/**
 * Checks the argument of the constructor of an adapter: its names, and its dependencies. Callers without types may pass
 * anything, and would otherwise fail at a later call.
 *
 * @param needed the dependencies that must be there; others are checked where they are given
 * @throws AppError `INVALID_ARGUMENT`
 */
export function assertDependencies(options: unknown, names: OptionNames, needed: readonly Dependency[]): void {
  assertOptions(options, names)
  const given = options as { readonly [name: string]: unknown }
  for (const [name, [parts, wanted]] of Object.entries(DEPENDENCIES)) {
    if (!names.has(name)) continue
    if (given[name] !== undefined || needed.includes(name as Dependency)) assertParts(given[name], name, parts, wanted)
  }
  for (const name of names) if (/^on\p{Lu}/u.test(name) && given[name] !== undefined) assertFunction(given[name], name)
}
