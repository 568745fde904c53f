import type { AppConfig } from './app-config.js'
import { checkConfig } from './check-config.js'
import { type ConfigProblem, configError, showValue } from './config-problems.js'
import { CONFIG_VARIABLES, variableAt } from './config-variables.js'
import { readTextFile } from './read-text-file.js'
import { describeUnknownVariables } from './unknown-variables.js'
import type { ReadTextFile } from './variable-readers.js'

/**
 * The configuration that the environment describes. Values are trimmed, an empty one counts as not set, and what is
 * not set is left out, for `createApp` to fill in. Names that look like slips of the pen become `warnings`.
 *
 * @param env the environment, usually `process.env`; not changed
 * @param read reads the file that `REDIS_TLS_CA` may name, the only one that is ever read
 * @throws AppError `CONFIG_INVALID` with every problem at once: the variable, what it holds (secrets masked), what it
 *   should hold; the same as data in `details.problems`: `{ setting, found, expected }`
 */
export function readConfig(env: NodeJS.ProcessEnv, read: ReadTextFile = readTextFile): AppConfig {
  const sections = new Map<string, { [key: string]: unknown }>()
  const top: { [key: string]: unknown } = {}
  const unreadable: ConfigProblem[] = []
  for (const variable of CONFIG_VARIABLES) {
    const text = env[variable.name]?.trim() ?? ''
    if (text === '') continue
    const reading = variable.read(text, read)
    if ('fault' in reading) {
      const expected = `${variable.expected}; ${reading.fault}`
      unreadable.push({ setting: variable.name, found: showValue(text, variable.secrecy), expected })
      continue
    }
    const [section = '', key] = variable.path.split('.')
    if (key === undefined) top[section] = reading.value
    else sections.set(section, { ...sections.get(section), [key]: reading.value })
  }
  const { config, problems } = checkConfig({ ...top, ...Object.fromEntries(sections) }, variableAt)
  const all = [...unreadable, ...problems]
  if (all.length > 0) throw configError(all)
  const warnings = [...describeIdleVariables(config, env), ...describeUnknownVariables(env, NAMES)]
  return warnings.length === 0 ? config : { ...config, warnings }
}

const NAMES = CONFIG_VARIABLES.map(({ name }) => name)

/** A line for each TLS variable that says how to speak to a Redis that is not there. */
function describeIdleVariables({ redis = {} }: AppConfig, env: NodeJS.ProcessEnv): readonly string[] {
  if (redis.url !== undefined || redis.cacheUrl !== undefined) return []
  return CONFIG_VARIABLES.filter((variable) => {
    const text = env[variable.name]?.trim() ?? ''
    return variable.name.startsWith('REDIS_TLS') && text !== '' && text !== variable.default
  }).map(({ name }) => `${name} has no effect: REDIS_URL is not set`)
}
