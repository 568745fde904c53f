import type { BloomLevel } from './bloom-levels.js'

/** Webb's depth of knowledge: 1 recall, 2 skill or concept, 3 strategic thinking, 4 extended thinking. */
export const DEPTHS_OF_KNOWLEDGE = [1, 2, 3, 4] as const

/** One of {@link DEPTHS_OF_KNOWLEDGE}. */
export type DepthOfKnowledge = (typeof DEPTHS_OF_KNOWLEDGE)[number]

/** The depths that an outcome or item of a Bloom level can have; the first is the usual one. */
export const DEPTHS_BY_BLOOM: { readonly [level in BloomLevel]: readonly [DepthOfKnowledge, ...DepthOfKnowledge[]] } = {
  remember: [1],
  understand: [2, 1],
  apply: [2, 1, 3],
  analyze: [3, 2, 4],
  evaluate: [3, 4],
  create: [4, 3],
}
