import type { BloomLevel } from './bloom-levels.js'

/** How far a skill is mastered. */
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
