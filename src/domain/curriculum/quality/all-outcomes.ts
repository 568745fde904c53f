import type { Curriculum } from '../curriculum.js'
import type { Outcome } from '../outcome.js'

/** An outcome of the program or of a unit. */
export interface LocatedOutcome {
  readonly outcome: Outcome
  readonly pointer: string
}

/** A list of outcomes that stand side by side: those of the program, then those of each unit. */
export interface OutcomeList {
  readonly pointer: string
  readonly outcomes: readonly Outcome[]
}

/** The lists of outcomes of a curriculum. */
export function outcomeLists({ program, units }: Curriculum): readonly OutcomeList[] {
  return [
    { pointer: '/program/outcomes', outcomes: program.outcomes },
    ...units.map(({ outcomes }, index) => ({ pointer: `/units/${index}/outcomes`, outcomes })),
  ]
}

/** All outcomes of a curriculum. */
export function allOutcomes(curriculum: Curriculum): readonly LocatedOutcome[] {
  return outcomeLists(curriculum).flatMap(({ pointer, outcomes }) =>
    outcomes.map((outcome, index) => ({ outcome, pointer: `${pointer}/${index}` })),
  )
}
