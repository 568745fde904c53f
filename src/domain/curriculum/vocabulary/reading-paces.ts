import type { ProgramLevel } from './program-levels.js'

/** Words per minute that teaching material can be read at, with understanding. */
export const READING_PACE = { least: 100, most: 250 } as const

/** Words per minute at which readings are planned: newcomers read slowly. */
export const READING_PACE_BY_LEVEL: { readonly [level in ProgramLevel]: number } = {
  introductory: 150,
  intermediate: 175,
  advanced: 200,
}
