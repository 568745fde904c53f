import type { Rubric } from './rubric.js'
import type { AssessmentMethod, AssessmentType } from './vocabulary/assessment-methods.js'
import type { BloomLevel } from './vocabulary/bloom-levels.js'

/** An occasion on which outcomes are assessed. */
export interface Assessment {
  /** Unique in the curriculum. */
  readonly id: string
  /** The unit to which its minutes belong; left out: the program. */
  readonly unitId?: string
  readonly title: string
  readonly type: AssessmentType
  readonly method: AssessmentMethod
  /** The highest Bloom level of which it gives evidence. */
  readonly bloom: BloomLevel
  /** Share of the final mark in percent: those of the summative ones sum to 100, the others have 0. */
  readonly weight: number
  readonly minutes: number
  /** What the learner is to do. */
  readonly instructions: string
  readonly outcomeIds: readonly string[]
  readonly itemIds: readonly string[]
  readonly rubric?: Rubric
}
