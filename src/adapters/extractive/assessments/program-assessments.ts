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

/** Of the entry test: with fewer it says nothing of where to begin. */
const DIAGNOSTIC_ITEMS = { least: 5, most: 10 } as const

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

/** The surest questions with options, of each unit in turn: its best, then its second best; none if they are too few. */
function diagnosticItems(units: readonly Unit[], items: readonly Item[]): readonly Item[] {
  const byUnit = units.map(({ outcomes }) => {
    const ids = new Set(outcomes.map(({ id }) => id))
    const choices = items.filter(({ format, outcomeId }) => format === 'choice' && ids.has(outcomeId))
    return choices.sort((a, b) => b.confidence - a.confidence)
  })
  const chosen = new Set<Item>()
  const longest = Math.max(0, ...byUnit.map(({ length }) => length))
  const wanted = Math.max(DIAGNOSTIC_ITEMS.least, Math.min(units.length, DIAGNOSTIC_ITEMS.most))
  for (let rank = 0; rank < longest; rank++) {
    for (const choices of byUnit) {
      const next = choices[rank]
      if (next !== undefined && chosen.size < wanted) chosen.add(next)
    }
  }
  return chosen.size < DIAGNOSTIC_ITEMS.least ? [] : byUnit.flat().filter((item) => chosen.has(item))
}
