import type { AppConfig } from './app-config.js'
import type { Secrecy } from './config-problems.js'
import type { Section } from './config-settings.js'
import type { VariableReader } from './variable-readers.js'

/** A path of {@link AppConfig} that a variable can fill. */
type ConfigPath = 'environment' | { [S in Section]: `${S}.${keyof NonNullable<AppConfig[S]> & string}` }[Section]

/** What is written down of a variable; see `ConfigVariable`. Left out: text, shown openly, no default. */
export interface VariableRow {
  readonly name: string
  readonly path: ConfigPath
  readonly read?: VariableReader
  readonly secrecy?: Secrecy
  readonly default?: string
  readonly meaning: string
}
