import { median } from '../../../domain/curriculum/index.js'

/**
 * Cuts a row of parts into `count` groups of neighbours, so that groups are of similar size and neighbours that are
 * about the same stay together.
 *
 * @param sizes of each part
 * @param likeness of each part to the next one, 0 to 1
 * @returns the index behind the last part of each group
 */
export function groupParts(sizes: readonly number[], likeness: readonly number[], count: number): readonly number[] {
  const parts = sizes.length
  const groups = Math.max(1, Math.min(count, parts))
  const middle = median(sizes)
  const evened = sizes.map((size) => Math.min(2 * middle, Math.max(middle / 2, size)) || 1)
  const sums = [0]
  for (const size of evened) sums.push((sums.at(-1) ?? 0) + size)
  const ideal = (sums[parts] ?? 0) / groups
  const mean = likeness.reduce((sum, like) => sum + like, 0) / (likeness.length || 1) || 1
  const costOf = (from: number, to: number): number => {
    const size = ((sums[to] ?? 0) - (sums[from] ?? 0)) / ideal
    // A cut between like neighbours costs as much as they are more alike than others.
    const cut = to < parts ? Math.min(2, (likeness[to - 1] ?? 0) / mean) * 0.8 : 0
    const lonely = to - from === 1 && parts >= 2 * groups ? 4 : 0
    return (size - 1) ** 2 + cut + lonely
  }
  return bestCuts(parts, groups, costOf)
}

/** Dynamic programming over where the first groups end. */
function bestCuts(parts: number, groups: number, costOf: (from: number, to: number) => number): readonly number[] {
  let best = Array.from({ length: parts + 1 }, (_unused, end) => (end === 0 ? 0 : Number.POSITIVE_INFINITY))
  const from: number[][] = []
  for (let group = 1; group <= groups; group++) {
    const next = best.map(() => Number.POSITIVE_INFINITY)
    const cuts = best.map(() => 0)
    for (let end = group; end <= parts; end++) {
      for (let start = group - 1; start < end; start++) {
        const cost = (best[start] ?? Number.POSITIVE_INFINITY) + costOf(start, end)
        if (cost < (next[end] ?? Number.POSITIVE_INFINITY)) {
          next[end] = cost
          cuts[end] = start
        }
      }
    }
    best = next
    from.push(cuts)
  }
  const ends: number[] = []
  for (let group = groups, end = parts; group > 0; group--) {
    ends.unshift(end)
    end = from[group - 1]?.[end] ?? 0
  }
  return ends
}
