/** The middle value; of an even number of values the mean of the two in the middle; 0 without values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

/** How far the hours of a unit may be from the median of all units. */
export const WORKLOAD_BALANCE = { least: 0.4, most: 2.5 } as const

/**
 * `weights`, none below 0.6 and none above twice their median: units divided by them are balanced, with room for
 * rounding. Lifting the lower one of two in the middle raises the median by 0.3 of it at most.
 */
export function balancedWeights(weights: readonly number[]): readonly number[] {
  const middle = median(weights)
  return middle > 0
    ? weights.map((weight) => Math.min(2 * middle, Math.max(0.6 * middle, weight)))
    : weights.map(() => 1)
}
