/** The levels of the revised taxonomy of Bloom, from the least to the most demanding. */
export const BLOOM_LEVELS = ['remember', 'understand', 'apply', 'analyze', 'evaluate', 'create'] as const

/** One of {@link BLOOM_LEVELS}. */
export type BloomLevel = (typeof BLOOM_LEVELS)[number]

/** 1 for `remember` to 6 for `create`. */
export function bloomRank(level: BloomLevel): number {
  return BLOOM_LEVELS.indexOf(level) + 1
}

/** Whether `level` asks for at least as much as `least`. */
export function reachesBloom(level: BloomLevel, least: BloomLevel): boolean {
  return bloomRank(level) >= bloomRank(least)
}
