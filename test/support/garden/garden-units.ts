import type { Lesson, MinutePlan, Outcome, Unit, UnitLoad } from '../../../src/domain/curriculum/index.js'
import { cite, GARDEN_DOCUMENTS } from './garden-documents.js'
import { definingSentence, GARDEN_TEXTS, type GardenText } from './garden-texts.js'

const PART = { origin: 'generated' } as const

const UNITS = [
  {
    title: 'Composting at Home',
    explain: 'Explain the words that gardeners use for composting',
    act: { text: 'Build a small compost heap in layers of garden waste', verb: 'build' },
  },
  {
    title: 'Caring for Soil',
    explain: 'Describe the parts of soil and what covers them',
    act: { text: 'Apply mulch to a bed before a dry summer', verb: 'apply' },
  },
] as const

export const UNIT_COUNT = UNITS.length

/** What each unit holds, for the plan of minutes. */
export const GARDEN_LOADS: readonly UnitLoad[] = UNITS.map((_unit, index) => ({
  lessons: textsOf(index).map(({ id }) => ({ readings: [wordsOf(id)], activities: [20, 30] })),
  assessments: [20, 40],
}))

/** The units, with minutes as planned. */
export function gardenUnits(plan: MinutePlan['units']): readonly Unit[] {
  return UNITS.map((unit, index) => ({
    id: unitId(index),
    ...PART,
    title: unit.title,
    placement: { reason: 'as the club teaches it', confidence: 1 },
    minutes: plan[index]?.minutes ?? 0,
    openMinutes: plan[index]?.openMinutes ?? 0,
    prerequisites: index === 0 ? [] : [unitId(index - 1)],
    topics: textsOf(index).flatMap(({ terms }) => terms.slice(0, 2).map(([term]) => term)),
    outcomes: outcomesOf(index),
    keyPoints: textsOf(index).flatMap(({ id, statements }) =>
      statements.map((text, at) => ({ id: `k-${id}-${at}`, ...PART, text, citations: [cite(id, text)] })),
    ),
    glossary: textsOf(index).flatMap(({ id, terms }) =>
      terms.map(([term, definition]) => ({
        id: `t-${term}`,
        ...PART,
        term,
        definition,
        citations: [cite(id, definingSentence(term, definition))],
      })),
    ),
    lessons: lessonsOf(index, plan[index]),
  }))
}

function outcomesOf(index: number): readonly Outcome[] {
  const { explain, act } = UNITS[index] ?? UNITS[0]
  const citations = textsOf(index).map(({ id, statements }) => cite(id, statements[0] ?? ''))
  const verb = explain.split(' ')[0]?.toLowerCase() ?? ''
  return [
    {
      id: `o${index}a`,
      ...PART,
      basis: 'derived',
      text: explain,
      verb,
      bloom: 'understand',
      dok: 2,
      supports: [`p${index}a`],
      citations,
    },
    {
      id: `o${index}b`,
      ...PART,
      basis: 'derived',
      text: act.text,
      verb: act.verb,
      bloom: 'apply',
      dok: 2,
      supports: [`p${index}b`],
      citations,
    },
  ]
}

function lessonsOf(unit: number, plan: MinutePlan['units'][number] | undefined): readonly Lesson[] {
  return textsOf(unit).map(({ id, title }, index) => {
    const planned = plan?.lessons[index]
    const [shown = 0, done = 0] = planned?.activities ?? []
    return {
      id: `l${unit}${index}`,
      ...PART,
      title,
      minutes: planned?.minutes ?? 0,
      readings: (planned?.readings ?? []).map((reading) => ({ docId: id, ...reading })),
      activities: [
        {
          id: `l${unit}${index}a`,
          ...PART,
          citations: [],
          type: 'worked-example',
          representation: 'worked-example',
          minutes: shown,
          description: 'Watch how a gardener does the work, and name each part of it.',
          outcomeIds: [`o${unit}a`],
        },
        {
          id: `l${unit}${index}b`,
          ...PART,
          citations: [],
          type: 'practice',
          representation: 'hands-on',
          minutes: done,
          description: 'Do the same work in your own garden, step by step.',
          outcomeIds: [`o${unit}b`],
        },
      ],
    }
  })
}

export function unitId(index: number): string {
  return `u${index}`
}

export function textsOf(unit: number): readonly GardenText[] {
  return GARDEN_TEXTS.filter((text) => text.unit === unit)
}

function wordsOf(id: string): number {
  return GARDEN_DOCUMENTS.find((document) => document.id === id)?.words ?? 0
}
