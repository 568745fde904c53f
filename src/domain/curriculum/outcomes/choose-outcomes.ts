import { contentWords, jaccard } from '../../text/content-words.js'
import { type BloomLevel, bloomRank, reachesBloom } from '../bloom.js'
import { MIN_APPLIED_SHARE, type ProgramLevel } from '../program.js'
import type { DraftOutcome } from './draft-outcome.js'

/** Number of outcomes of a unit: minimum, target and maximum. */
const COUNT = { min: 2, target: 3, max: 6 } as const
const SAME = 0.6

/**
 * The outcomes of a unit: all that were stated, within limits, and as many derived ones as are needed for their
 * number, for two Bloom levels, and for the share that the level of the program asks for.
 *
 * @param derived the preferred ones first
 */
export function chooseOutcomes(
  stated: readonly DraftOutcome[],
  derived: readonly DraftOutcome[],
  level: ProgramLevel,
): readonly DraftOutcome[] {
  const chosen: DraftOutcome[] = []
  const add = (outcome: DraftOutcome | undefined): boolean => {
    if (outcome === undefined || chosen.some((other) => isSame(other, outcome))) return false
    chosen.push(outcome)
    return true
  }
  for (const outcome of stated) if (chosen.length < COUNT.max) add(outcome)
  const rest = () => derived.filter((outcome) => !chosen.some((other) => isSame(other, outcome)))
  // Stated outcomes suffice at the minimum; without them, more are derived.
  const min = stated.length >= COUNT.min ? COUNT.min : COUNT.target
  while (chosen.length < min && add(nextOf(rest(), chosen))) {}
  const applied = () => chosen.filter(({ bloom }) => reachesBloom(bloom, 'apply')).length
  while (applied() < chosen.length * MIN_APPLIED_SHARE[level] || applied() === 0) {
    const demanding = rest().find(({ bloom }) => reachesBloom(bloom, 'apply'))
    if (demanding === undefined) break
    if (chosen.length >= COUNT.max + 1) chosen.splice(leastDemanding(chosen), 1)
    add(demanding)
  }
  if (levelsOf(chosen).size < 2) add(rest().find(({ bloom }) => !levelsOf(chosen).has(bloom)))
  return chosen
}

/** Whether two outcomes require the same. */
function isSame(a: DraftOutcome, b: DraftOutcome): boolean {
  return jaccard(contentWords(a.text), contentWords(b.text)) >= SAME
}

/** One of a new level, else the first. */
function nextOf(rest: readonly DraftOutcome[], chosen: readonly DraftOutcome[]): DraftOutcome | undefined {
  return rest.find(({ bloom }) => !levelsOf(chosen).has(bloom)) ?? rest[0]
}

function levelsOf(outcomes: readonly DraftOutcome[]): ReadonlySet<BloomLevel> {
  return new Set(outcomes.map(({ bloom }) => bloom))
}

function leastDemanding(outcomes: readonly DraftOutcome[]): number {
  const ranks = outcomes.map(({ bloom }) => bloomRank(bloom))
  return ranks.lastIndexOf(Math.min(...ranks))
}

const MAX_OUTCOMES = 8

/**
 * Adds demanding outcomes to the last third of the units until its average level reaches that of the first third.
 *
 * @param demanding the outcomes that can be added, by unit
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
      return best === undefined || outcomes.length >= MAX_OUTCOMES ? [] : [{ outcomes, best }]
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
