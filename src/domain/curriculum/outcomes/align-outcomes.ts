import type { Outcome } from '../outcome.js'
import { PartIds } from '../part-ids.js'
import { ConceptFit } from './concept-fit.js'
import type { DraftOutcome } from './draft-outcome.js'

/** Gives unit outcomes their ids, and names the outcome of the program that each is about, if there is one. */
export function alignOutcomes(
  units: readonly (readonly DraftOutcome[])[],
  program: readonly Outcome[],
): readonly (readonly Outcome[])[] {
  const ids = new PartIds()
  const fit = new ConceptFit(program)
  return units.map((outcomes) =>
    outcomes.map((outcome): Outcome => {
      const goal = fit.best(outcome.text)
      return {
        ...outcome,
        id: ids.of('outcome', outcome.citations[0]?.docId ?? '', outcome.text),
        origin: 'generated',
        supports: goal === undefined ? [] : [goal.id],
      }
    }),
  )
}
