import type { Assessment } from '../assessment.js'
import { type BloomLevel, bloomRank, reachesBloom } from '../bloom.js'
import type { ProgramSpecification } from '../curriculum.js'
import { apportion } from '../hours/apportion.js'
import type { Item } from '../item.js'
import { lowerFirst, withoutEnd } from '../language/phrases.js'
import type { Outcome } from '../outcome.js'
import { type UnitMaterial, withinPart } from '../outline/document-part.js'
import type { Unit } from '../unit.js'
import { rubricFor } from './rubric-for.js'

/** Percent of the mark for the final project; the units share the rest by their hours. */
const PROJECT_WEIGHT = 40

/** Relative durations of the assessments of a unit. The minutes of units are planned before assessments are written. */
export const UNIT_ASSESSMENTS = { quiz: 1, task: 3 } as const

/** Relative durations of the assessments of the program. */
export const PROGRAM_ASSESSMENTS = { diagnostic: 1, project: 4 } as const

/** All assessments in order: the entry test, those of the units, the final project. */
export function writeAssessments(
  program: ProgramSpecification,
  units: readonly UnitMaterial[],
  items: readonly Item[],
): readonly Assessment[] {
  const all: readonly Unit[] = units.map(({ unit }) => unit)
  const weights = apportion(
    100 - PROJECT_WEIGHT,
    all.map(({ minutes }) => minutes),
    all.map(() => 1),
  )
  const ofProgram = programAssessments(program, all, items, PROJECT_WEIGHT)
  const ofUnits = units.flatMap((material, index) =>
    unitAssessments(material.unit, items, weights[index] ?? 0, isPractical(material)),
  )
  return [...ofProgram.slice(0, -1), ...ofUnits, ...ofProgram.slice(-1)]
}

/** Whether the documents of a unit show how something is done. */
function isPractical({ parts }: UnitMaterial): boolean {
  return parts.some(
    (part) =>
      withinPart(part, part.analysis.procedures).length > 0 ||
      withinPart(part, part.analysis.purposes).length > 1 ||
      withinPart(
        part,
        part.analysis.document.blocks.filter(({ kind }) => kind === 'code'),
      ).length > 1,
  )
}

/**
 * The assessments of a unit: a formative quiz of its items, and a summative task that covers every outcome of
 * the unit at its level.
 *
 * @param weight of the task, in percent
 * @param practical whether the unit teaches a practical skill, rather than to judge and explain
 */
function unitAssessments(
  unit: Unit,
  items: readonly Item[],
  weight: number,
  practical: boolean,
): readonly Assessment[] {
  const taught = unit.lessons.reduce((sum, { minutes }) => sum + minutes, 0)
  const minutes = apportion(Math.max(0, unit.minutes - taught), Object.values(UNIT_ASSESSMENTS), [1, 1])
  const own = items.filter(({ outcomeId }) => unit.outcomes.some(({ id }) => id === outcomeId))
  // A case takes longer than a quiz: it belongs to the task.
  const [cases, quizzed] = [own.filter(({ kind }) => kind === 'case'), own.filter(({ kind }) => kind !== 'case')]
  const asked = unit.outcomes.filter(({ id }) => quizzed.some(({ outcomeId }) => outcomeId === id))
  const creative = unit.outcomes.some(({ bloom }) => bloom === 'create')
  const task: Assessment = {
    id: `${unit.id}-task`,
    origin: 'generated',
    citations: [],
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
      origin: 'generated',
      citations: [],
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
function highest(parts: readonly { readonly bloom: BloomLevel }[]): BloomLevel {
  return parts.reduce<BloomLevel>((max, { bloom }) => (bloomRank(bloom) > bloomRank(max) ? bloom : max), 'remember')
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

/** Number of items of the entry test. With fewer, it does not show where to start. */
const DIAGNOSTIC_ITEMS = { min: 5, max: 10 } as const

/** The assessments of the program: a short entry test, and a final project over all units. */
function programAssessments(
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
    origin: 'generated',
    citations: [],
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
      origin: 'generated',
      citations: [],
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

/** The most reliable choice items, from each unit in turn: its best, then its second best; none if there are too few. */
function diagnosticItems(units: readonly Unit[], items: readonly Item[]): readonly Item[] {
  const byUnit = units.map(({ outcomes }) => {
    const ids = new Set(outcomes.map(({ id }) => id))
    const choices = items.filter(({ format, outcomeId }) => format === 'choice' && ids.has(outcomeId))
    return choices.sort((a, b) => b.confidence - a.confidence)
  })
  const chosen = new Set<Item>()
  const longest = Math.max(0, ...byUnit.map(({ length }) => length))
  const count = Math.max(DIAGNOSTIC_ITEMS.min, Math.min(units.length, DIAGNOSTIC_ITEMS.max))
  for (let rank = 0; rank < longest; rank++) {
    for (const choices of byUnit) {
      const next = choices[rank]
      if (next !== undefined && chosen.size < count) chosen.add(next)
    }
  }
  return chosen.size < DIAGNOSTIC_ITEMS.min ? [] : byUnit.flat().filter((item) => chosen.has(item))
}
