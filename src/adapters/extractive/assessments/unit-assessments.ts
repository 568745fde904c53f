import {
  type Assessment,
  apportion,
  type BloomLevel,
  bloomRank,
  type Item,
  type Outcome,
  reachesBloom,
  type Unit,
} from '../../../domain/curriculum/index.js'
import { lowerFirst, withoutEnd } from '../language/phrases.js'
import { UNIT_ASSESSMENTS } from './assessment-frame.js'
import { rubricFor } from './rubric-for.js'

/**
 * The assessments of a unit: a quiz of its items along the way, and a task for the mark, which covers every outcome of
 * the unit at its level.
 *
 * @param weight of the task, in percent
 * @param practical whether the unit teaches to carry something out, rather than to judge and explain
 */
export function unitAssessments(
  unit: Unit,
  items: readonly Item[],
  weight: number,
  practical: boolean,
): readonly Assessment[] {
  const taught = unit.lessons.reduce((sum, { minutes }) => sum + minutes, 0)
  const minutes = apportion(Math.max(0, unit.minutes - taught), Object.values(UNIT_ASSESSMENTS), [1, 1])
  const own = items.filter(({ outcomeId }) => unit.outcomes.some(({ id }) => id === outcomeId))
  // A case takes longer than a quiz lasts: it belongs to the task.
  const [cases, quizzed] = [own.filter(({ kind }) => kind === 'case'), own.filter(({ kind }) => kind !== 'case')]
  const asked = unit.outcomes.filter(({ id }) => quizzed.some(({ outcomeId }) => outcomeId === id))
  const creative = unit.outcomes.some(({ bloom }) => bloom === 'create')
  const task: Assessment = {
    id: `${unit.id}-task`,
    unitId: unit.id,
    title: `Task: ${unit.title}`,
    type: 'summative',
    method: practical || creative ? 'practical-task' : 'case-analysis',
    bloom: highest(unit.outcomes),
    weight,
    minutes: quizzed.length > 0 ? (minutes[1] ?? 0) : (minutes[0] ?? 0) + (minutes[1] ?? 0),
    instructions: instructionsFor(unit.outcomes, practical || creative),
    outcomeIds: unit.outcomes.map(({ id }) => id),
    itemIds: cases.map(({ id }) => id),
    rubric: rubricFor(unit.outcomes),
  }
  if (quizzed.length === 0) return [task]
  return [
    {
      id: `${unit.id}-quiz`,
      unitId: unit.id,
      title: `Quiz: ${unit.title}`,
      type: 'formative',
      method: 'quiz',
      bloom: highest(quizzed),
      weight: 0,
      minutes: minutes[0] ?? 0,
      instructions: 'Answer all questions without help. Look up each wrong answer in the reading before you try again.',
      outcomeIds: asked.map(({ id }) => id),
      itemIds: quizzed.map(({ id }) => id),
    },
    task,
  ]
}

/** The highest Bloom level among outcomes or items. */
export function highest(parts: readonly { readonly bloom: BloomLevel }[]): BloomLevel {
  return parts.reduce<BloomLevel>((most, { bloom }) => (bloomRank(bloom) > bloomRank(most) ? bloom : most), 'remember')
}

function instructionsFor(outcomes: readonly Outcome[], practical: boolean): string {
  const demanding = outcomes.filter(({ bloom }) => reachesBloom(bloom, 'apply'))
  const acts = (demanding.length === 0 ? outcomes : demanding).slice(0, 3)
  const others = outcomes.filter((outcome) => !acts.includes(outcome)).slice(0, 3)
  const opening = practical
    ? 'Carry out the task on material of your own and hand in the result with a short account of what you did.'
    : 'Choose a case from your own field and hand in a written analysis.'
  const shown = acts.map(({ text }) => `${withoutEnd(text)}.`).join(' ')
  const said = others.map(({ text }) => lowerFirst(withoutEnd(text)))
  return `${opening} ${shown}${said.length === 0 ? '' : ` In your account, also ${said.join('; ')}.`}`
}
