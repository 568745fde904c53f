import type { Secrecy } from './config-problems.js'
import { SETTINGS } from './config-settings.js'
import { REDIS_VARIABLES } from './redis-variables.js'
import { SERVICE_VARIABLES } from './service-variables.js'
import { asText, type VariableReader } from './variable-readers.js'

/** An environment variable: a row of the table that reads, masks and documents them all. */
export interface ConfigVariable {
  readonly name: string
  /** Where its value stands in `AppConfig`; `SETTINGS` says what is accepted there. */
  readonly path: string
  readonly read: VariableReader
  readonly secrecy: Secrecy
  /** What counts when it is not set, as it would be written; empty: what `meaning` says. */
  readonly default: string
  /** One line for whoever sets it. */
  readonly meaning: string
  /** What it should hold, in words. */
  readonly expected: string
}

/** Every variable that is read, in the order of the documentation. */
export const CONFIG_VARIABLES: readonly ConfigVariable[] = [...REDIS_VARIABLES, ...SERVICE_VARIABLES].map((row) => ({
  read: asText,
  secrecy: 'open',
  default: '',
  ...row,
  expected: SETTINGS.get(row.path)?.expected ?? '',
}))

/** The variable whose value stands at `path`, or else the path itself. */
export function variableAt(path: string): string {
  return CONFIG_VARIABLES.find((variable) => variable.path === path)?.name ?? path
}

/** How much of the value at `path` may be shown. What stands in the place of a whole section may be anything. */
export function secrecyOf(path: string): Secrecy {
  const variable = CONFIG_VARIABLES.find((candidate) => candidate.path === path)
  return variable?.secrecy ?? (path.includes('.') || SETTINGS.has(path) ? 'open' : 'secret')
}
