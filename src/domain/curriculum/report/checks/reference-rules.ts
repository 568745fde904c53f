import { stem } from '../../../text/stem.js'
import { containsPhrase, wordsOf } from '../../../text/words.js'
import type { Rubric } from '../../assessment.js'
import type { Curriculum } from '../../curriculum.js'
import type { Unit } from '../../unit.js'
import { type Check, type CheckContext, type CheckRule, checkThat } from './check-rule.js'
import { allOutcomes } from './located-parts.js'

/** R12. */
export const REFERENCE_RULE: CheckRule = {
  id: 'R12',
  title: 'Every item and assessment refers to an existing outcome; every reference resolves',
  hard: true,
  threshold: 1,
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

function unitReferences({ curriculum, outcomeIds, documents, unitOutcomes }: CheckContext): readonly Check[] {
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

function rubricReferences(rubric: Rubric | undefined, pointer: string, { outcomeIds }: CheckContext): readonly Check[] {
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
      return checkThat(fresh, pointer, `the id ${id || '(empty)'} is used twice`, 'give each part a unique id')
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

function stemmed(text: string): string {
  return wordsOf(text).map(stem).join(' ')
}

/** The texts that introduce a unit: they must not use a term before it is explained. */
function announcements({ title, lessons, outcomes }: Unit): readonly string[] {
  return [title, ...lessons.map((lesson) => lesson.title), ...outcomes.map(({ text }) => text)]
}

/** R22 and R23: prerequisites and order of terms. */
export const SEQUENCE_RULES: readonly CheckRule[] = [
  {
    id: 'R22',
    title: 'Prerequisites resolve and precede their unit',
    hard: true,
    threshold: 1,
    language: 'any',
    checks: ({ curriculum: { units } }) =>
      units.flatMap(({ prerequisites }, index) => {
        const earlier = new Set(units.slice(0, index).map(({ id }) => id))
        return prerequisites.map((id) =>
          checkThat(
            earlier.has(id),
            `/units/${index}/prerequisites`,
            `unit ${index + 1} builds on ${id}, which does not come before it`,
            'name earlier units only, or change their order',
          ),
        )
      }),
  },
  {
    id: 'R23',
    title: 'No forward reference: a term of several words is not used before the unit that defines it',
    hard: false,
    threshold: 0.9,
    language: 'any',
    checks: ({ curriculum: { units } }) => {
      const announced = units.map((unit) => announcements(unit).map(stemmed))
      const defined = new Set<string>()
      return units.flatMap(({ glossary }, unit) =>
        glossary.flatMap(({ term }, index) => {
          const phrase = stemmed(term)
          if (defined.has(phrase) || !phrase.includes(' ')) return []
          defined.add(phrase)
          if (unit === 0) return []
          const use = announced.slice(0, unit).findIndex((texts) => texts.some((text) => containsPhrase(text, phrase)))
          return [
            checkThat(
              use < 0,
              `/units/${unit}/glossary/${index}`,
              `"${term}" is defined in unit ${unit + 1} and used in titles or outcomes of unit ${use + 1}`,
              `define it in unit ${use + 1}, or use other words there`,
            ),
          ]
        }),
      )
    },
  },
]
