import { bloomRank } from '../../../domain/curriculum/index.js'
import { isSame } from './choose-outcomes.js'
import type { DraftOutcome } from './draft-outcome.js'

const MOST = 8

/**
 * Demanding outcomes for the last third of the units, until they ask on average for as much as the first third does.
 *
 * @param demanding by unit, what may be added
 */
export function raiseLastUnits(
  units: readonly (readonly DraftOutcome[])[],
  demanding: readonly (readonly DraftOutcome[])[],
): readonly (readonly DraftOutcome[])[] {
  const raised = units.map((outcomes) => [...outcomes])
  const third = Math.max(1, Math.floor(raised.length / 3))
  if (raised.length < 2) return raised
  const last = [...raised.keys()].slice(-third)
  while (meanRank(raised.slice(-third)) < meanRank(raised.slice(0, third))) {
    const additions = last.flatMap((index) => {
      const outcomes = raised[index] ?? []
      const free = (demanding[index] ?? []).filter((outcome) => !outcomes.some((other) => isSame(other, outcome)))
      const best = free.sort((a, b) => bloomRank(b.bloom) - bloomRank(a.bloom))[0]
      return best === undefined || outcomes.length >= MOST ? [] : [{ outcomes, best }]
    })
    const next = additions.sort((a, b) => a.outcomes.length - b.outcomes.length)[0]
    if (next === undefined) break
    next.outcomes.push(next.best)
  }
  return raised
}

function meanRank(units: readonly (readonly DraftOutcome[])[]): number {
  const ranks = units.flat().map(({ bloom }) => bloomRank(bloom))
  return ranks.length === 0 ? 0 : ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length
}
