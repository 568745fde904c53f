import type { Outcome } from '../outcome.js'
import { PartIds } from '../part-ids.js'
import { ConceptFit } from './concept-fit.js'
import type { DraftOutcome } from './draft-outcome.js'

/** The least share of a broad outcome of the program that an outcome of a unit has in common with it. */
const MIN_SHARE = 0.2

/**
 * Gives unit outcomes their ids, and names the outcome of the program that each is about, if there is one. An outcome of the
 * program that none is about is served by those that share most of its subject.
 */
export function alignOutcomes(
  units: readonly (readonly DraftOutcome[])[],
  program: readonly Outcome[],
): readonly (readonly Outcome[])[] {
  const ids = new PartIds()
  const fit = new ConceptFit(program)
  const drafts = units.flat()
  const shares = new Map(drafts.map((outcome) => [outcome, fit.shares(outcome.text)]))
  const goals = new Map(drafts.map((outcome) => [outcome, fit.best(outcome.text)]))
  const served = new Set(goals.values())
  const broad = program.flatMap((goal, index) => {
    const most = Math.max(0, ...drafts.map((outcome) => shares.get(outcome)?.[index] ?? 0))
    return served.has(goal) || most < MIN_SHARE ? [] : [{ goal, index, most }]
  })
  return units.map((outcomes) =>
    outcomes.map((outcome): Outcome => {
      const goal = goals.get(outcome)
      const further = broad.filter(({ index, most }) => (shares.get(outcome)?.[index] ?? 0) === most)
      return {
        ...outcome,
        id: ids.of('outcome', outcome.citations[0]?.docId ?? '', outcome.text),
        origin: 'generated',
        supports: [...(goal === undefined ? [] : [goal.id]), ...further.map((entry) => entry.goal.id)],
      }
    }),
  )
}
