import type { Citation } from './citation.js'
import type { BloomLevel } from './vocabulary/bloom-levels.js'
import type { DepthOfKnowledge } from './vocabulary/depth-of-knowledge.js'

/** What a learner can do at the end. */
export interface Outcome {
  /** Unique in the curriculum. */
  readonly id: string
  /** Begins with {@link verb}: "Compare two versions of a file ...". */
  readonly text: string
  /** The measurable verb, in lower case. */
  readonly verb: string
  readonly bloom: BloomLevel
  readonly dok: DepthOfKnowledge
  /** Ids of the program outcomes that this unit outcome serves; empty for a program outcome. */
  readonly supports: readonly string[]
  readonly citations: readonly Citation[]
}
