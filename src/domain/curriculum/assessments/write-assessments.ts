import type { Assessment } from '../assessment.js'
import { type BloomLevel, bloomRank } from '../bloom.js'
import type { ProgramSpecification } from '../curriculum.js'
import { apportion } from '../hours/apportion.js'
import { totalMinutes } from '../hours/plan-minutes.js'
import { ITEM_KINDS, type Item } from '../item.js'
import { framesFor } from '../language/frames.js'
import type { UnitMaterial } from '../outline/document-part.js'
import { PartIds } from '../part-ids.js'
import { tasksOfUnit } from './tasks-of-unit.js'

/** Assessments before it is known whether there is time for them; their minutes are what they need. */
export interface DraftAssessments {
  /** Those of the program. */
  readonly ofProgram: readonly Assessment[]
  /** Those of each unit. */
  readonly ofUnits: readonly (readonly Assessment[])[]
}

/** A quiz with fewer items shows little. */
const MIN_QUIZ = 3
/** Items that take longer belong to a lesson. */
const QUIZ_FORMS: ReadonlySet<string> = new Set(['selected', 'constructed'])

/** All assessments that the material allows. */
export function draftAssessments(
  program: ProgramSpecification,
  units: readonly UnitMaterial[],
  items: readonly Item[],
): DraftAssessments {
  const ids = new PartIds()
  const ofUnits = units.map((material) => {
    const own = new Set(material.unit.outcomes.map(({ id }) => id))
    const quizzed = items.filter(({ outcomeId, kind }) => own.has(outcomeId) && QUIZ_FORMS.has(ITEM_KINDS[kind].form))
    return [...quizOf(material, quizzed, ids), ...tasksOf(material, ids)]
  })
  return { ofProgram: entryTest(program, units, items, ids), ofUnits }
}

/**
 * The assessments in order: the entry test, then those of the units, as far as the minutes of the units have room for them. The
 * weights of tasks are in proportion to their minutes.
 */
export function writeAssessments(
  program: ProgramSpecification,
  units: readonly UnitMaterial[],
  items: readonly Item[],
): readonly Assessment[] {
  const { ofProgram, ofUnits } = draftAssessments(program, units, items)
  const inUnits = units.reduce((sum, { unit }) => sum + unit.minutes, 0)
  const timed = [
    ...fitting(ofProgram, totalMinutes(program.totalHours) - inUnits),
    ...units.flatMap(({ unit }, index) => {
      const taught = unit.lessons.reduce((sum, { minutes }) => sum + minutes, 0)
      return fitting(ofUnits[index] ?? [], unit.minutes - unit.openMinutes - taught)
    }),
  ]
  const summative = timed.filter(({ type }) => type === 'summative')
  const weights = apportion(
    100,
    summative.map(({ minutes }) => minutes),
    summative.map(() => 1),
  )
  return timed.map((assessment) => ({ ...assessment, weight: weights[summative.indexOf(assessment)] ?? 0 }))
}

/** The assessments that fit into `minutes`, which they fill. */
function fitting(assessments: readonly Assessment[], minutes: number): readonly Assessment[] {
  let left = minutes
  const kept = assessments.filter((assessment) => {
    const fits = assessment.minutes <= left
    if (fits) left -= assessment.minutes
    return fits
  })
  return kept.map((assessment, index) =>
    index === kept.length - 1 ? { ...assessment, minutes: assessment.minutes + left } : assessment,
  )
}

function quizOf({ unit, parts }: UnitMaterial, items: readonly Item[], ids: PartIds): readonly Assessment[] {
  if (items.length < MIN_QUIZ) return []
  const frames = framesFor(parts[0]?.analysis.document.language)
  return [
    {
      id: ids.of('quiz', unit.id),
      origin: 'generated',
      unitId: unit.id,
      title: frames === undefined ? unit.title : `${frames.quiz}: ${unit.title}`,
      type: 'formative',
      method: 'quiz',
      bloom: highest(items),
      weight: 0,
      minutes: minutesOf(items),
      instructions: frames?.quizInstructions ?? unit.title,
      outcomeIds: [...new Set(items.map(({ outcomeId }) => outcomeId))],
      itemIds: items.map(({ id }) => id),
      citations: [],
    },
  ]
}

/** The tasks of the documents that an outcome of the unit is about. */
function tasksOf({ unit, parts }: UnitMaterial, ids: PartIds): readonly Assessment[] {
  return tasksOfUnit(parts, unit.outcomes).map(({ task, outcomes, rubric }): Assessment => {
    const frames = framesFor(task.document.language)
    return {
      id: ids.of('task', task.document.id, task.title, task.text),
      origin: 'generated',
      unitId: unit.id,
      title: frames === undefined ? task.title : `${frames.task}: ${task.title}`,
      type: 'summative',
      method: task.method,
      bloom: task.bloom,
      weight: 0,
      minutes: task.minutes,
      instructions: task.text,
      outcomeIds: outcomes.map(({ id }) => id),
      itemIds: [],
      citations: task.citations,
      rubric,
    }
  })
}

/** Number of items of the entry test. With fewer, it does not show where to start. */
const ENTRY_ITEMS = { min: 8, max: 15 } as const
const SURE = 0.8

/** The best choice items, from each unit in turn; none if there are too few. */
function entryTest(
  program: ProgramSpecification,
  units: readonly UnitMaterial[],
  items: readonly Item[],
  ids: PartIds,
): readonly Assessment[] {
  const byUnit = units.map(({ unit }) => {
    const own = new Set(unit.outcomes.map(({ id }) => id))
    return items
      .filter(({ format, outcomeId, confidence, doubts }) => {
        return format === 'choice' && own.has(outcomeId) && confidence >= SURE && doubts.length === 0
      })
      .sort((a, b) => b.confidence - a.confidence)
  })
  const chosen = new Set<Item>()
  const longest = Math.max(0, ...byUnit.map(({ length }) => length))
  for (let rank = 0; rank < longest; rank++) {
    for (const choices of byUnit) {
      const next = choices[rank]
      if (next !== undefined && chosen.size < ENTRY_ITEMS.max) chosen.add(next)
    }
  }
  const frames = framesFor(program.language)
  if (chosen.size < ENTRY_ITEMS.min || units.length < 2 || frames === undefined) return []
  const asked = byUnit.flat().filter((item) => chosen.has(item))
  return [
    {
      id: ids.of('entry-test', program.id),
      origin: 'generated',
      title: frames.entryTest,
      type: 'diagnostic',
      method: 'quiz',
      bloom: highest(asked),
      weight: 0,
      minutes: minutesOf(asked),
      instructions: frames.entryInstructions,
      outcomeIds: [...new Set(asked.map(({ outcomeId }) => outcomeId))],
      itemIds: asked.map(({ id }) => id),
      citations: [],
    },
  ]
}

function minutesOf(items: readonly Item[]): number {
  return items.reduce((sum, { kind }) => sum + ITEM_KINDS[kind].minutes, 0)
}

/** The highest Bloom level among items. */
function highest(parts: readonly { readonly bloom: BloomLevel }[]): BloomLevel {
  return parts.reduce<BloomLevel>((max, { bloom }) => (bloomRank(bloom) > bloomRank(max) ? bloom : max), 'remember')
}
