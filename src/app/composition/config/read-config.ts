import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { assertFunction, assertObject, messageOf, nearestName, shown } from '../../../domain/platform/index.js'
import type { AppConfig } from './app-config.js'
import { type ConfigProblem, checkConfig, configError, showValue } from './check-config.js'
import { CONFIG_VARIABLES, type ReadTextFile, variableAt } from './config-variables.js'

/**
 * Reads the configuration from environment variables. Values are trimmed; an empty value counts as not set. Variables that
 * are not set are left out: `createApp` adds the defaults. Unknown names that look misspelled become `warnings`.
 *
 * ```ts
 * const app = await createApp(readConfig(process.env))
 * ```
 *
 * @param env usually `process.env`; not changed
 * @param read reads the file of `REDIS_TLS_CA`; no other file is read
 * @throws AppError `CONFIG_INVALID` with every problem: the variable, its value (secrets masked) and the valid values; as
 *   data in `details.problems`: `{ setting, found, expected }`
 */
export function readConfig(env: NodeJS.ProcessEnv, read: ReadTextFile = readTextFile): AppConfig {
  assertObject(env, 'env')
  assertFunction(read, 'read')
  const sections = new Map<string, { [key: string]: unknown }>()
  const top: { [key: string]: unknown } = {}
  const unreadable: ConfigProblem[] = []
  for (const variable of CONFIG_VARIABLES) {
    const found: unknown = env[variable.name]
    if (found !== undefined && typeof found !== 'string') {
      const expected = `${variable.expected}; as a text, like all values of process.env`
      unreadable.push({ setting: variable.name, found: shown(found), expected })
      continue
    }
    const text = textOf(found)
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
  const warnings = [...describeUnusedVariables(config, env), ...describeUnknownVariables(env, NAMES)]
  return warnings.length === 0 ? config : { ...config, warnings }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}

const NAMES = CONFIG_VARIABLES.map(({ name }) => name)

/** A warning for each TLS variable that is set without a Redis URL. */
function describeUnusedVariables({ redis = {} }: AppConfig, env: NodeJS.ProcessEnv): readonly string[] {
  if (redis.url !== undefined || redis.cacheUrl !== undefined) return []
  return CONFIG_VARIABLES.filter((variable) => {
    const text = textOf(env[variable.name])
    return variable.name.startsWith('REDIS_TLS') && text !== '' && text !== variable.default
  }).map(({ name }) => `${name} has no effect: REDIS_URL is not set`)
}

/** Prefixes that only this service uses: an unknown variable with one of them is probably a typo. */
const PREFIXES = /^(REDIS|LLM|SESSION|CACHE)_/

/** What Kubernetes and Docker set for a service that has one of our prefixes as its name. */
const SERVICE_LINK = /^[A-Z0-9_]+_(?:SERVICE_(?:HOST|PORT)|PORT_\d+_(?:TCP|UDP)|NAME$|ENV_)/

/** A warning for each variable that is probably one of `known`, misspelled. Shows no value. */
function describeUnknownVariables(env: NodeJS.ProcessEnv, known: readonly string[]): readonly string[] {
  return Object.keys(env).flatMap((name) => {
    const value = textOf(env[name])
    if (value === '' || known.includes(name) || SERVICE_LINK.test(name) || /^(?:tcp|udp):/.test(value)) return []
    const isOurs = PREFIXES.test(name)
    const meant = isOurs ? nearestName(name, known) : known.find((other) => isMisspelled(name, other))
    // Beside the variable that was meant, it is probably one of another program.
    if (!isOurs && (meant === undefined || textOf(env[meant]) !== '')) return []
    return `${name} is set, but this service does not read it${meant === undefined ? '' : `; did you mean ${meant}?`}`
  })
}

/** So short a name is one letter away from other words: `SORT` and `PORTS` are not a misspelled `PORT`. */
const MAX_SHORT = 5

/** Whether one letter is missing, added or replaced, or two are exchanged. Case and `_` do not count. */
function isMisspelled(name: string, known: string): boolean {
  const [one, other] = [plain(name), plain(known)]
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at += 1
  if (short.length < long.length) {
    const isPlural = known.length <= MAX_SHORT && one === `${other}S`
    return short.slice(at) === long.slice(at + 1) && !isPlural
  }
  const isExchange =
    short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2)
  return isExchange || (short.length > MAX_SHORT && short.slice(at + 1) === long.slice(at + 1))
}

function plain(name: string): string {
  return name.toUpperCase().replaceAll('_', '')
}

/**
 * Returns `env` with the variables of the file `.env` in `directory`. Variables of `env` win, also empty ones. Without such
 * a file, returns a copy of `env`. Does not change `env` or `process.env`.
 *
 * @throws AppError `CONFIG_INVALID` if `.env` exists and cannot be read
 */
export function loadEnvFile(directory: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const path = join(directory, '.env')
  try {
    const present = Object.entries(env).filter(([, value]) => value !== undefined)
    return { ...parseEnv(readTextFile(path)), ...Object.fromEntries(present) }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { ...env }
    const found = `a file that cannot be read (${messageOf(error)})`
    throw configError([{ setting: path, found, expected: 'a readable file, or none' }], error)
  }
}

/** Reads the text of a file, without a byte order mark. Throws the errors of `node:fs`. */
function readTextFile(path: string): string {
  return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
}
