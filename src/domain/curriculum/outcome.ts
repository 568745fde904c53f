import type { BloomLevel, DepthOfKnowledge } from './bloom.js'
import type { Citation } from './citation.js'
import type { Basis, Part } from './part.js'

/** An ability of the learner at the end. */
export interface Outcome extends Part {
  readonly basis: Basis
  /** Starts with {@link verb}: "Compare two versions of a file ...". */
  readonly text: string
  /** The measurable verb, in lower case. */
  readonly verb: string
  readonly bloom: BloomLevel
  readonly dok: DepthOfKnowledge
  /** Ids of the program outcomes that this unit outcome serves; empty for a program outcome. */
  readonly supports: readonly string[]
  readonly citations: readonly Citation[]
}

/** A skill of the learner, over several outcomes. */
export interface Skill extends Part {
  /** A verb phrase: "restore earlier versions of a file". */
  readonly skill: string
  readonly level: SkillLevel
  readonly outcomeIds: readonly string[]
  /** What shows the skill: the tasks and questions of the course that ask for it, in their words. */
  readonly evidence: readonly string[]
  readonly citations: readonly Citation[]
}

/** The skills of the program, in teaching order. */
export type SkillBook = readonly Skill[]

/** The level of mastery of a skill. */
export const SKILL_LEVELS = ['foundation', 'working', 'practitioner', 'expert'] as const

/** One of {@link SKILL_LEVELS}. */
export type SkillLevel = (typeof SKILL_LEVELS)[number]

/** The level of a skill whose most demanding outcome has this Bloom level. */
export const SKILL_LEVEL_BY_BLOOM: { readonly [level in BloomLevel]: SkillLevel } = {
  remember: 'foundation',
  understand: 'foundation',
  apply: 'working',
  analyze: 'practitioner',
  evaluate: 'practitioner',
  create: 'expert',
}
