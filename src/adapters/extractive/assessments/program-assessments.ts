import {
  type Assessment,
  apportion,
  type Item,
  type ProgramSpecification,
  type Unit,
} from '../../../domain/curriculum/index.js'
import { PROGRAM_ASSESSMENTS } from './assessment-frame.js'
import { rubricFor } from './rubric-for.js'
import { highest } from './unit-assessments.js'

const MOST_DIAGNOSTIC_ITEMS = 10

/** The assessments of the program itself: a short test before it, and a project over all units at its end. */
export function programAssessments(
  program: ProgramSpecification,
  units: readonly Unit[],
  items: readonly Item[],
  weight: number,
): readonly Assessment[] {
  const left = Math.round(program.totalHours * 60) - units.reduce((sum, { minutes }) => sum + minutes, 0)
  const minutes = apportion(Math.max(0, left), Object.values(PROGRAM_ASSESSMENTS), [1, 1])
  const opening = diagnosticItems(units, items)
  const demanding = units.flatMap(({ outcomes }) => outcomes).filter(({ bloom }) => bloom !== 'remember')
  const covered = demanding.length > 0 ? demanding : units.flatMap(({ outcomes }) => outcomes)
  const project: Assessment = {
    id: 'program-project',
    title: 'Final project',
    type: 'summative',
    method: 'project',
    bloom: highest(covered),
    weight,
    minutes: opening.length > 0 ? (minutes[1] ?? 0) : (minutes[0] ?? 0) + (minutes[1] ?? 0),
    instructions:
      'Plan and carry out a piece of work from your own field that draws on all units. Hand in the result and a report that names what you did, why, and by which source. Present it to the group.',
    outcomeIds: [...program.outcomes, ...covered].map(({ id }) => id),
    itemIds: [],
    rubric: rubricFor(program.outcomes),
  }
  if (opening.length === 0) return [project]
  return [
    {
      id: 'program-diagnostic',
      title: 'Entry test',
      type: 'diagnostic',
      method: 'quiz',
      bloom: highest(opening),
      weight: 0,
      minutes: minutes[0] ?? 0,
      instructions: 'Answer what you can. The result shows where to begin and counts for no mark.',
      outcomeIds: [...new Set(opening.map(({ outcomeId }) => outcomeId))],
      itemIds: opening.map(({ id }) => id),
    },
    project,
  ]
}

/** The surest question with options of each unit. */
function diagnosticItems(units: readonly Unit[], items: readonly Item[]): readonly Item[] {
  return units
    .flatMap(({ outcomes }) => {
      const ids = new Set(outcomes.map(({ id }) => id))
      const choices = items.filter(({ format, outcomeId }) => format === 'choice' && ids.has(outcomeId))
      const best = choices.reduce<Item | undefined>(
        (a, b) => (a === undefined || b.confidence > a.confidence ? b : a),
        undefined,
      )
      return best === undefined ? [] : [best]
    })
    .slice(0, MOST_DIAGNOSTIC_ITEMS)
}
