import type { ReferenceOutline } from './reference-outline.js'
import type { CreditSystem } from './vocabulary/credit-systems.js'
import type { ProgramLevel } from './vocabulary/program-levels.js'

/** Credits that a program awards. */
export interface Credits {
  readonly system: CreditSystem
  /** Number of credits, above 0. */
  readonly value: number
  /** What the awarding body counts for one credit; left out: total hours / value. */
  readonly hoursPerCredit?: number
}

/** The brief of a program: what its author wants taught, to whom, and how long. */
export interface Program {
  readonly title: string
  /** Who learns, and what they bring along. */
  readonly audience: string
  readonly level: ProgramLevel
  /** All work of a learner, in hours; fractions are kept to the minute. */
  readonly totalHours: number
  /** What the program is for, at least one. */
  readonly aims: readonly string[]
  /** Language tag (BCP 47) of the teaching: `en`, `de-AT`. */
  readonly language: string
  readonly credits?: Credits
  /** What the curriculum is to be compared with; left out: with the version before it. */
  readonly reference?: ReferenceOutline
}
