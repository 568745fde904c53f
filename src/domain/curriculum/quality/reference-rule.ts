import type { Curriculum } from '../curriculum.js'
import type { Rubric } from '../rubric.js'
import { allOutcomes } from './all-outcomes.js'
import { type Check, checkThat, type QualityRule } from './quality-rule.js'
import type { RuleContext } from './rule-context.js'

/** R12. */
export const REFERENCE_RULE: QualityRule = {
  id: 'R12',
  title: 'Every item and assessment refers to an existing outcome; every reference resolves',
  hard: true,
  passAt: 1,
  language: 'any',
  checks: (context) => [
    ...uniqueIds(context.curriculum),
    ...context.curriculum.items.flatMap((item, index) => {
      const pointer = `/items/${index}`
      const rubric = item.format === 'open' ? rubricReferences(item.rubric, pointer, context) : []
      const steps = item.format === 'order' ? [orderReference(item.options, item.key, pointer)] : []
      return [
        ...references(`${pointer}/outcomeId`, [item.outcomeId], context.outcomeIds, 'outcome'),
        ...steps,
        ...rubric,
      ]
    }),
    ...context.curriculum.assessments.flatMap((assessment, index) => {
      const pointer = `/assessments/${index}`
      const unitIds = new Set(context.curriculum.units.map(({ id }) => id))
      return [
        checkThat(
          assessment.outcomeIds.length > 0,
          pointer,
          `assessment ${assessment.id} assesses no outcome`,
          'name the outcomes that it assesses',
        ),
        ...references(pointer, assessment.unitId === undefined ? [] : [assessment.unitId], unitIds, 'unit'),
        ...references(`${pointer}/outcomeIds`, assessment.outcomeIds, context.outcomeIds, 'outcome'),
        ...references(`${pointer}/itemIds`, assessment.itemIds, new Set(context.itemsById.keys()), 'item'),
        ...rubricReferences(assessment.rubric, pointer, context),
      ]
    }),
    ...unitReferences(context),
    ...context.curriculum.skillBook.flatMap(({ outcomeIds }, index) =>
      references(`/skillBook/${index}/outcomeIds`, outcomeIds, context.outcomeIds, 'outcome'),
    ),
    ...context.curriculum.sources.flatMap(({ docId }, index) =>
      references(`/sources/${index}`, [docId], new Set(context.documents.keys()), 'document'),
    ),
  ],
}

function unitReferences({ curriculum, outcomeIds, documents, unitOutcomes }: RuleContext): readonly Check[] {
  const programOutcomes = new Set(curriculum.program.outcomes.map(({ id }) => id))
  const documentIds = new Set(documents.keys())
  const lessons = curriculum.units.flatMap((unit, unitIndex) =>
    unit.lessons.flatMap(({ activities, readings }, lessonIndex) => {
      const pointer = `/units/${unitIndex}/lessons/${lessonIndex}`
      return [
        ...activities.flatMap((activity, index) =>
          references(`${pointer}/activities/${index}/outcomeIds`, activity.outcomeIds, outcomeIds, 'outcome'),
        ),
        ...readings.flatMap(({ docId }, index) =>
          references(`${pointer}/readings/${index}`, [docId], documentIds, 'document'),
        ),
      ]
    }),
  )
  const supports = unitOutcomes.flatMap(({ outcome, pointer }) =>
    references(`${pointer}/supports`, outcome.supports, programOutcomes, 'program outcome'),
  )
  return [...lessons, ...supports]
}

function rubricReferences(rubric: Rubric | undefined, pointer: string, { outcomeIds }: RuleContext): readonly Check[] {
  return (rubric?.criteria ?? []).flatMap((criterion, index) =>
    references(`${pointer}/rubric/criteria/${index}/outcomeIds`, criterion.outcomeIds, outcomeIds, 'outcome'),
  )
}

function references(
  pointer: string,
  ids: readonly string[],
  known: ReadonlySet<string>,
  what: string,
): readonly Check[] {
  return ids.map((id) => checkThat(known.has(id), pointer, `there is no ${what} ${id}`, `name ${what}s that exist`))
}

function orderReference(options: readonly { readonly id: string }[], key: readonly string[], pointer: string): Check {
  const shown = options.map(({ id }) => id)
  const same = [...shown].sort().join('\n') === [...key].sort().join('\n')
  const ordered = same && new Set(shown).size === shown.length && shown.length >= 2
  return checkThat(
    ordered,
    pointer,
    'the order does not hold each option once',
    'list the ids of all options in the key',
  )
}

/** Ids are unique among parts of a kind. */
function uniqueIds(curriculum: Curriculum): readonly Check[] {
  const unique = (parts: readonly { readonly id: string; readonly pointer: string }[]) => {
    const seen = new Set<string>()
    return parts.map(({ id, pointer }) => {
      const fresh = id !== '' && !seen.has(id)
      seen.add(id)
      return checkThat(fresh, pointer, `the id ${id || '(empty)'} stands twice`, 'give each part an id of its own')
    })
  }
  const located = (parts: readonly { readonly id: string }[], list: string) =>
    parts.map(({ id }, index) => ({ id, pointer: `${list}/${index}` }))
  return [
    ...unique(allOutcomes(curriculum).map(({ outcome, pointer }) => ({ id: outcome.id, pointer }))),
    ...unique(located(curriculum.units, '/units')),
    ...unique(curriculum.units.flatMap(({ lessons }, index) => located(lessons, `/units/${index}/lessons`))),
    ...unique(located(curriculum.assessments, '/assessments')),
    ...unique(located(curriculum.items, '/items')),
    ...unique(located(curriculum.skillBook, '/skillBook')),
  ]
}
