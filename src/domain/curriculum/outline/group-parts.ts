import type { PairTable } from './likeness.js'

/** The most similar parts that each part is bound to: beyond them, likeness says little. */
const NEIGHBOURS = 5
/** Above 1, groups are smaller. With this value the groups are nearest to the chapters of real courses. */
const RESOLUTION = 1.5

/**
 * What two parts gain by being in one group: their likeness, beyond what two parts with so many bonds have by chance
 * (the modularity of a graph of nearest neighbours). Positive: together; negative: apart.
 */
export function gainsOf(likeness: PairTable): PairTable {
  const nearest = likeness.map((row) => {
    const order = [...row.keys()].sort((a, b) => (row[b] ?? 0) - (row[a] ?? 0) || a - b)
    return new Set(order.slice(0, NEIGHBOURS))
  })
  const bonds = likeness.map((row, a) => row.map((like, b) => (nearest[a]?.has(b) || nearest[b]?.has(a) ? like : 0)))
  const degrees = bonds.map((row) => row.reduce((sum, bond) => sum + bond, 0))
  const all = degrees.reduce((sum, degree) => sum + degree, 0) || 1
  return bonds.map((row, a) =>
    row.map((bond, b) => (a === b ? 0 : bond - (RESOLUTION * (degrees[a] ?? 0) * (degrees[b] ?? 0)) / all)),
  )
}

/**
 * Cuts a row of parts into groups of neighbours with the highest gain. A group has two parts at least, except at the
 * ends.
 *
 * @param max the maximum number of groups
 * @returns the index after the last part of each group
 */
export function cutRow(gains: PairTable, max: number): readonly number[] {
  const parts = gains.length
  const sums = areaSums(gains)
  const gainOf = (from: number, to: number): number =>
    (sums[to]?.[to] ?? 0) - (sums[from]?.[to] ?? 0) - (sums[to]?.[from] ?? 0) + (sums[from]?.[from] ?? 0)
  const isShort = (from: number, to: number) => to - from < 2 && from > 0 && to < parts
  let best = Array.from({ length: parts + 1 }, (_unused, end) => (end === 0 ? 0 : Number.NEGATIVE_INFINITY))
  const starts: number[][] = []
  let chosen = 1
  let highest = Number.NEGATIVE_INFINITY
  const limit = Math.max(1, Math.min(max, parts))
  for (let group = 1; group <= limit; group++) {
    const next = best.map(() => Number.NEGATIVE_INFINITY)
    const from = best.map(() => 0)
    for (let end = group; end <= parts; end++) {
      for (let start = group - 1; start < end; start++) {
        if (isShort(start, end)) continue
        const gain = (best[start] ?? Number.NEGATIVE_INFINITY) + gainOf(start, end)
        if (gain <= (next[end] ?? 0)) continue
        next[end] = gain
        from[end] = start
      }
    }
    best = next
    starts.push(from)
    const total = best[parts] ?? Number.NEGATIVE_INFINITY
    if (total > highest + 1e-9) [highest, chosen] = [total, group]
  }
  const ends: number[] = []
  for (let group = chosen, end = parts; group > 0; group--) {
    ends.unshift(end)
    end = starts[group - 1]?.[end] ?? 0
  }
  return ends
}

/** The sums of a table from its first cell to each cell. */
function areaSums(table: PairTable): PairTable {
  const sums = Array.from({ length: table.length + 1 }, () => new Float64Array(table.length + 1))
  for (const [a, row] of table.entries()) {
    const [above, below] = [sums[a], sums[a + 1]]
    let inRow = 0
    for (const [b, value] of row.entries()) {
      inRow += value
      if (below !== undefined) below[b + 1] = (above?.[b + 1] ?? 0) + inRow
    }
  }
  return sums
}

/**
 * Groups parts in any order: joins the two groups with the highest gain until none is left, then moves single parts.
 *
 * @param max the maximum number of groups
 * @returns the indexes of the parts of each group, in the order of their first parts
 */
export function groupFreely(gains: PairTable, max: number): readonly (readonly number[])[] {
  const labels = moveParts(gains, joinGroups(gains, Math.max(1, max)))
  const groups = new Map<number, number[]>()
  for (const [index, label] of labels.entries()) {
    const group = groups.get(label)
    if (group === undefined) groups.set(label, [index])
    else group.push(index)
  }
  return withoutSingles([...groups.values()], gains)
}

/** The group of each part, as the index of one of its parts. */
function joinGroups(gains: PairTable, max: number): number[] {
  const between = gains.map((row) => Float64Array.from(row))
  const labels = [...gains.keys()]
  const open = new Set(labels)
  const partners = labels.map((group) => bestPartner(between, open, group))
  for (;;) {
    let join: number | undefined
    let highest = Number.NEGATIVE_INFINITY
    for (const group of open) {
      const gain = between[group]?.[partners[group] ?? group] ?? 0
      if (partners[group] !== undefined && gain > highest) [highest, join] = [gain, group]
    }
    const joined = join === undefined ? undefined : partners[join]
    if (join === undefined || joined === undefined || (highest <= 1e-12 && open.size <= max)) return labels
    open.delete(joined)
    for (const group of open) {
      if (group === join) continue
      const gain = (between[join]?.[group] ?? 0) + (between[joined]?.[group] ?? 0)
      between[join]?.fill(gain, group, group + 1)
      between[group]?.fill(gain, join, join + 1)
    }
    for (const [index, label] of labels.entries()) if (label === joined) labels[index] = join
    for (const group of open) {
      const partner = partners[group]
      const isStale = group === join || partner === join || partner === joined
      if (isStale || (between[group]?.[join] ?? 0) > (between[group]?.[partner ?? group] ?? 0))
        partners[group] = bestPartner(between, open, group)
    }
  }
}

function bestPartner(between: PairTable, open: ReadonlySet<number>, group: number): number | undefined {
  let best: number | undefined
  for (const other of open) {
    if (other === group) continue
    if (best === undefined || (between[group]?.[other] ?? 0) > (between[group]?.[best] ?? 0)) best = other
  }
  return best
}

const MAX_ROUNDS = 50

/** Moves each part to the group where it gains most, until none moves. */
function moveParts(gains: PairTable, labels: number[]): readonly number[] {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    let moved = false
    for (const [index, row] of gains.entries()) {
      const sums = new Map<number, number>()
      for (const [other, gain] of row.entries()) {
        const label = labels[other] ?? other
        if (other !== index) sums.set(label, (sums.get(label) ?? 0) + gain)
      }
      const own = labels[index] ?? index
      let best = own
      for (const [label, sum] of sums) if (sum > (sums.get(best) ?? 0) + 1e-12) best = label
      if (best !== own) {
        labels[index] = best
        moved = true
      }
    }
    if (!moved) break
  }
  return labels
}

/** A group of one part joins the group where it loses least, unless there are only groups of one. */
function withoutSingles(groups: readonly number[][], gains: PairTable): readonly (readonly number[])[] {
  const large = groups.filter((group) => group.length > 1)
  if (large.length === 0) return groups
  for (const [single] of groups.filter((group) => group.length === 1)) {
    if (single === undefined) continue
    const gainOf = (group: readonly number[]) =>
      group.reduce((sum, other) => sum + (gains[single]?.[other] ?? 0), 0) / group.length
    large.reduce((a, b) => (gainOf(b) > gainOf(a) ? b : a)).push(single)
  }
  return large.map((group) => group.sort((a, b) => a - b)).sort(([a = 0], [b = 0]) => a - b)
}
