import type { Assessment, Item, MinutePlan, Rubric } from '../../../src/domain/curriculum/index.js'
import { cite } from './garden-documents.js'
import { definingSentence } from './garden-texts.js'
import { textsOf, UNIT_COUNT, unitId } from './garden-units.js'

const OPTIONS = 4

/** Per unit: one choice for each term, and a practical task. */
export function gardenItems(): readonly Item[] {
  return Array.from({ length: UNIT_COUNT }, (_value, unit) => [...choicesOf(unit), practicalOf(unit)]).flat()
}

function choicesOf(unit: number): readonly Item[] {
  const entries = textsOf(unit).flatMap(({ id, terms }) => terms.map(([term, meaning]) => ({ id, term, meaning })))
  return entries.map(({ id, term, meaning }, index) => {
    const others = entries
      .slice(index + 1)
      .concat(entries.slice(0, index))
      .slice(0, OPTIONS - 1)
    const texts = others.map((other) => other.meaning)
    texts.splice(index % OPTIONS, 0, meaning)
    return {
      id: `i${unit}${index}`,
      origin: 'generated',
      basis: 'derived',
      doubts: [],
      kind: 'definition-match',
      format: 'choice',
      stem: `Which description matches the term ${term}?`,
      options: texts.map((text, at) => ({ id: 'abcd'.charAt(at), text })),
      key: 'abcd'.charAt(index % OPTIONS),
      outcomeId: `o${unit}a`,
      bloom: 'understand',
      dok: 1,
      citations: [cite(id, definingSentence(term, meaning))],
      confidence: 0.9,
    }
  })
}

function practicalOf(unit: number): Item {
  const source = textsOf(unit)[1]
  return {
    id: `i${unit}p`,
    origin: 'generated',
    basis: 'stated',
    doubts: [],
    kind: 'practical',
    format: 'open',
    stem: unit === 0 ? 'Build a heap in three layers and take its temperature.' : 'Cover a bare bed with straw.',
    answer: source?.statements[0] ?? '',
    outcomeId: `o${unit}b`,
    bloom: 'apply',
    dok: 2,
    citations: [cite(source?.id ?? '', source?.statements[0] ?? '')],
    confidence: 0.8,
  }
}

/** Per unit a quiz and a task; for the program a case at the end. */
export function gardenAssessments(plan: MinutePlan): readonly Assessment[] {
  const items = gardenItems()
  const perUnit = plan.units.flatMap(({ assessments }, unit): readonly Assessment[] => [
    {
      id: `a${unit}q`,
      origin: 'generated',
      citations: [],
      unitId: unitId(unit),
      title: `Quiz on unit ${unit + 1}`,
      type: 'formative',
      method: 'quiz',
      bloom: 'understand',
      weight: 0,
      minutes: assessments[0] ?? 0,
      instructions: 'Choose the right answer to each question.',
      outcomeIds: [`o${unit}a`],
      itemIds: items.filter(({ outcomeId }) => outcomeId === `o${unit}a`).map(({ id }) => id),
    },
    {
      id: `a${unit}t`,
      origin: 'generated',
      citations: [],
      unitId: unitId(unit),
      title: `Task of unit ${unit + 1}`,
      type: 'summative',
      method: 'practical-task',
      bloom: 'apply',
      weight: 30,
      minutes: assessments[1] ?? 0,
      instructions: 'Do the task in your garden and show a photo of the result.',
      outcomeIds: [`o${unit}b`],
      itemIds: [`i${unit}p`],
      rubric: rubric([`o${unit}b`]),
    },
  ])
  return [
    ...perUnit,
    {
      id: 'case',
      origin: 'generated',
      citations: [],
      title: 'A plan for a neglected garden',
      type: 'summative',
      method: 'case-analysis',
      bloom: 'apply',
      weight: 40,
      minutes: plan.assessments[0] ?? 0,
      instructions: 'Read the case and plan the work of the first year.',
      outcomeIds: ['o0b', 'o1b'],
      itemIds: [],
      rubric: rubric(['o0b', 'o1b']),
    },
  ]
}

function rubric(outcomeIds: readonly string[]): Rubric {
  return {
    criteria: [
      { name: 'Work', weight: 50, outcomeIds, description: 'The work is complete and free of mistakes' },
      { name: 'Reasons', weight: 30, outcomeIds, description: 'The reasoning is complete and free of mistakes' },
      { name: 'Report', weight: 20, outcomeIds, description: 'The report is complete and free of mistakes' },
    ],
  }
}
