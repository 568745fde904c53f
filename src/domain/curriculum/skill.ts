import type { Citation } from './citation.js'
import type { SkillLevel } from './vocabulary/skill-levels.js'

/** Something that a learner can show, over several outcomes. */
export interface Skill {
  /** Unique in the curriculum. */
  readonly id: string
  readonly skill: string
  readonly level: SkillLevel
  readonly outcomeIds: readonly string[]
  /** What an observer sees, at least two criteria. */
  readonly evidence: readonly string[]
  readonly citations: readonly Citation[]
}

/** The skills of the program, in teaching order. */
export type SkillBook = readonly Skill[]
