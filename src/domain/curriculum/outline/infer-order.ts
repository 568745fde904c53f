import type { PairTable } from './likeness.js'
import { meanOf } from './part-needs.js'

/** The needs between groups: the means over their parts. */
export function needsOfGroups(needs: PairTable, groups: readonly (readonly number[])[]): PairTable {
  return groups.map((group, a) =>
    Float64Array.from(groups, (other, b) => {
      if (a === b) return 0
      const sum = group.reduce(
        (all, part) => all + other.reduce((inRow, need) => inRow + (needs[part]?.[need] ?? 0), 0),
        0,
      )
      return sum / (group.length * other.length)
    }),
  )
}

const MAX_MOVES = 500

/**
 * An order in which what is needed comes first, as far as possible: moves one element at a time, as long as that helps.
 *
 * @param needs how much one element needs another
 * @param places what titles say: 1 early, -1 late
 */
export function orderByNeeds(needs: PairTable, places: readonly number[]): readonly number[] {
  const scale = meanOf(needs) || 1
  const gainOf = (before: number, after: number): number =>
    (needs[after]?.[before] ?? 0) / scale + (places[before] ?? 0) - (places[after] ?? 0)
  const total = (index: number) => (needs[index] ?? new Float64Array()).reduce((sum, need) => sum + need, 0)
  const totals = needs.map((_row, index) => total(index))
  const order = [...needs.keys()].sort((a, b) => (totals[a] ?? 0) - (totals[b] ?? 0) || a - b)
  for (let move = 0; move < MAX_MOVES; move++) {
    const best = bestMove(order, gainOf)
    if (best === undefined) break
    order.splice(best.to, 0, ...order.splice(best.from, 1))
  }
  return order
}

function bestMove(
  order: readonly number[],
  gainOf: (before: number, after: number) => number,
): { readonly from: number; readonly to: number } | undefined {
  let best: { readonly from: number; readonly to: number } | undefined
  let highest = 1e-9
  for (const [from, moved] of order.entries()) {
    for (const step of [1, -1]) {
      let gain = 0
      for (let to = from + step; to >= 0 && to < order.length; to += step) {
        const passed = order[to] ?? 0
        gain += step * (gainOf(passed, moved) - gainOf(moved, passed))
        if (gain > highest) [highest, best] = [gain, { from, to }]
      }
    }
  }
  return best
}
