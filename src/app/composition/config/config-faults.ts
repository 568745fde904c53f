import { nearestName } from '../../../domain/platform/index.js'
import { showValue } from './config-problems.js'
import { configSchema } from './config-schema.js'
import { SETTINGS } from './config-settings.js'
import { secrecyOf } from './config-variables.js'

/** A part of a configuration that no setting accepts. */
export interface Fault {
  readonly path: string
  /** The first two steps of the path: what has to go for the rest to be usable. */
  readonly top: string
  readonly found: string
  readonly expected: string
}

/** What the schema objects to, each part once. */
export function findFaults(given: unknown): readonly Fault[] {
  const faults = new Map<string, Fault>()
  const add = (keys: readonly string[], found: string, expected: string) => {
    const path = keys.join('.') || 'configuration'
    if (!faults.has(path)) faults.set(path, { path, top: keys.slice(0, 2).join('.'), found, expected })
  }
  for (const issue of configSchema().safeParse(given).error?.issues ?? []) {
    // A bad item is the fault of its list.
    const item = issue.path.findIndex((key) => typeof key === 'number')
    const keys = issue.path.slice(0, item < 0 ? undefined : item).map(String)
    if (issue.code === 'unrecognized_keys') {
      // Its value is not shown: nobody can tell whether it is a secret.
      for (const key of issue.keys) add([...keys, key], 'no setting there is', settingMeant(keys, key))
    } else {
      add(keys, showValue(valueAt(given, keys), secrecyOf(keys.join('.'))), issue.message)
    }
  }
  return [...faults.values()]
}

/** The value at a path, or `undefined` if there is none. */
export function valueAt(value: unknown, keys: readonly string[]): unknown {
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
  const near = nearestName(key, [...siblings])
  if (near !== undefined) return `${section}${near}`
  const elsewhere = paths.find((path) => path.endsWith(`.${key}`))
  return elsewhere ?? `one of ${[...siblings].map((name) => section + name).join(', ')}`
}
