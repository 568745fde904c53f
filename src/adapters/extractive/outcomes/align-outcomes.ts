import { contentWords, type Outcome, shareWithin } from '../../../domain/curriculum/index.js'
import type { DraftOutcome } from './draft-outcome.js'

/**
 * Gives the outcomes of units their ids and the outcome of the program that each serves: the one with which it, or
 * else its unit, shares most. Every outcome of the program is served.
 *
 * @param topics by unit, the texts that say what it is about
 */
export function alignOutcomes(
  units: readonly (readonly DraftOutcome[])[],
  topics: readonly string[],
  program: readonly Outcome[],
): readonly (readonly Outcome[])[] {
  const goals = program.map(({ id, text }) => ({ id, words: contentWords(text) }))
  const fits = units.map((outcomes, unit) => {
    const around = contentWords(topics[unit] ?? '')
    return outcomes.map(({ text }) => {
      const own = contentWords(text)
      return goals.map(({ words }) => shareWithin(words, own) + 0.5 * shareWithin(words, around))
    })
  })
  const supports = fits.map((outcomes) => outcomes.map((scores) => new Set([indexOfMost(scores)])))
  for (const goal of goals.keys()) {
    if (supports.flat().some((served) => served.has(goal))) continue
    bestOutcome(fits, supports, goal)?.add(goal)
  }
  return units.map((outcomes, unit) =>
    outcomes.map((outcome, index) => ({
      ...outcome,
      id: `unit-${unit + 1}-o${index + 1}`,
      supports: [...(supports[unit]?.[index] ?? [])].sort((a, b) => a - b).flatMap((goal) => goals[goal]?.id ?? []),
    })),
  )
}

/** The outcome that fits a goal best; among equals one that serves the fewest goals. */
function bestOutcome(
  fits: readonly (readonly (readonly number[])[])[],
  supports: readonly (readonly Set<number>[])[],
  goal: number,
): Set<number> | undefined {
  const all = fits.flatMap((outcomes, unit) =>
    outcomes.flatMap((scores, index) => {
      const served = supports[unit]?.[index]
      return served === undefined ? [] : [{ served, fit: (scores[goal] ?? 0) - served.size * 0.01 }]
    }),
  )
  return all.reduce<(typeof all)[number] | undefined>((a, b) => (a === undefined || b.fit > a.fit ? b : a), undefined)
    ?.served
}

function indexOfMost(scores: readonly number[]): number {
  return scores.indexOf(Math.max(...scores))
}
