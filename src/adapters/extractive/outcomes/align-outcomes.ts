import type { Outcome } from '../../../domain/curriculum/index.js'
import { goalFits, type ServingUnit } from './goal-fit.js'

/**
 * Gives the outcomes of units their ids and the outcome of the program that each serves: the one that it fits best. Every
 * outcome of the program is served.
 */
export function alignOutcomes(
  units: readonly ServingUnit[],
  program: readonly Outcome[],
): readonly (readonly Outcome[])[] {
  const fits = goalFits(units, program)
  const supports = fits.map((outcomes) => outcomes.map((scores) => new Set([indexOfMost(scores)])))
  for (const goal of program.keys()) {
    if (supports.flat().some((served) => served.has(goal))) continue
    bestOutcome(fits, supports, goal)?.add(goal)
  }
  return units.map(({ outcomes }, unit) =>
    outcomes.map((outcome, index) => ({
      ...outcome,
      id: `unit-${unit + 1}-o${index + 1}`,
      supports: [...(supports[unit]?.[index] ?? [])].sort((a, b) => a - b).flatMap((goal) => program[goal]?.id ?? []),
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
