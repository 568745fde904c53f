import { describe, expect, it } from '@jest/globals'
import type { Curriculum, CurriculumReport, Dimension } from '../../../../../src/domain/curriculum/index.js'
import type { MaterialText } from '../../../../../src/domain/curriculum/report/text/measure-texts.js'
import { gardenCurriculum } from '../../../../support/garden/garden-curriculum.js'
import { reportOnGarden } from '../../../../support/garden/garden-report.js'
import { at, type Draft, edit } from './checks/defects/defect.js'

function reportOf(change: (draft: Draft<Curriculum>) => void = () => {}, text: Partial<MaterialText> = {}) {
  return reportOnGarden(edit(gardenCurriculum(), change), text)
}

function scoreOf({ readiness }: CurriculumReport, dimension: Dimension): number {
  return readiness.dimensions.find((each) => each.dimension === dimension)?.score ?? Number.NaN
}

describe('readiness', () => {
  it('has eight dimensions, each with the sentence that explains it', () => {
    const { dimensions } = reportOf().readiness
    expect(dimensions.map(({ dimension }) => dimension)).toEqual([
      'aims',
      'grounded',
      'levels',
      'workload',
      'items',
      'order',
      'text',
      'language',
    ])
    for (const { explanation } of dimensions) expect(explanation).toMatch(/^\S.*\.$/)
  })

  it('is the geometric mean: one dimension at nothing leaves nothing', () => {
    const report = reportOf(({ program }) => {
      program.language = 'fi'
    })
    expect(scoreOf(report, 'language')).toBe(0)
    expect(report.readiness).toMatchObject({ total: 0, verdict: 'not-usable' })
  })

  it('is not usable if a hard check fails, whatever the dimensions say', () => {
    const report = reportOf(({ units }) => {
      at(units, 1).prerequisites = ['gone']
    })
    expect(report.checks.blocked).toBe(true)
    expect(report.readiness.verdict).toBe('not-usable')
    expect(report.readiness.total).toBeGreaterThan(0)
  })

  it('counts items with doubts, or that the author is not sure of, as missing', () => {
    const doubted = reportOf(({ items }) => {
      for (const item of items) item.doubts = [{ check: 'one-kind', message: 'two options may both be right' }]
    })
    const unsure = reportOf(({ items }) => {
      for (const item of items) item.confidence = 0.2
    })
    expect(scoreOf(doubted, 'items')).toBeLessThan(scoreOf(reportOf(), 'items'))
    expect(scoreOf(unsure, 'items')).toBe(scoreOf(doubted, 'items'))
    expect(doubted.review.find(({ pointer }) => pointer === '/items/0')?.reasons).toContain(
      'two options may both be right',
    )
  })

  it('counts an outcome as shown only by an element at its level that is about it', () => {
    const below = reportOf(({ items, units, assessments }) => {
      for (const item of items) item.bloom = 'remember'
      for (const { lessons } of units) for (const { activities } of lessons) activities.splice(0)
      for (const assessment of assessments) assessment.citations = []
    })
    expect(scoreOf(below, 'levels')).toBeLessThan(scoreOf(reportOf(), 'levels'))
    const elsewhere = reportOf(({ items }) => {
      for (const item of items) {
        Object.assign(item, { stem: 'Which planet is the largest one?', citations: [] })
        delete item.material
      }
    })
    expect(scoreOf(elsewhere, 'levels')).toBeLessThan(scoreOf(reportOf(), 'levels'))
  })

  it('takes the share of the hours that the material fills, and does not count stretched time', () => {
    const open = reportOf(({ units }) => {
      for (const unit of units) unit.openMinutes = Math.round(unit.minutes * 0.9)
    })
    expect(scoreOf(open, 'workload')).toBeLessThan(40)
    expect(open.preparation[0]).toMatchObject({ pointer: '/units/0', minutes: expect.any(Number) })
    const stretched = reportOf(({ program, units }) => {
      program.totalHours = 1000
      for (const unit of units) unit.minutes *= 100
    })
    expect(scoreOf(stretched, 'workload')).toBe(0)
    expect(stretched.hours.filledMinutes).toBeLessThan(1000)
  })

  it.each([
    ['words out of order', { wordOrder: { openers: 300, misplaced: 90 } }],
    ['paragraphs out of order', { cohesion: { compared: 60, belonging: 0.52 } }],
    ['damaged sentences', { damaged: { sentences: 40, examples: [{ docId: 'heap.md', text: 'th e c om po st' }] } }],
    [
      'the same text again and again',
      { duplicates: { words: 1000, documents: [{ docId: 'cover.md', of: 'heap.md' }] } },
    ],
    ['hardly any text', { words: 60, sentenceWords: 60 }],
  ] as const)('notices %s', (_what, text) => {
    expect(scoreOf(reportOf(undefined, text), 'text')).toBeLessThan(20)
  })

  it('notices documents in another language', () => {
    expect(scoreOf(reportOf(undefined, { languages: [{ language: 'es', words: 1200 }] }), 'language')).toBe(0)
  })

  it('is not usable without any question and assessment, however good the rest is', () => {
    const report = reportOf(({ items, assessments, units, program }) => {
      items.splice(0)
      assessments.splice(0)
      // No more than its documents fill.
      program.totalHours = 0.35
      for (const unit of units) unit.openMinutes = 0
    })
    const { verdict, total, dimensions } = report.readiness
    const mean = dimensions.reduce((product, { score }) => product * score ** (1 / dimensions.length), 1)
    expect(mean).toBeGreaterThan(40)
    expect({ verdict, total }).toEqual({ verdict: 'not-usable', total: 39 })
    expect(report.readiness.dimensions.find(({ dimension }) => dimension === 'items')?.explanation).toBe(
      'There is no question and no assessment, so the curriculum is not usable, whatever else it has.',
    )
  })

  it('counts a unit with nearly all hours, and one of a few minutes, against the order', () => {
    const uneven = reportOf(({ program, units }) => {
      program.totalHours = 10
      for (const [index, unit] of units.entries()) unit.minutes = index === 0 ? 10 * 60 - 5 * (units.length - 1) : 5
    })
    const even = reportOf(({ program, units }) => {
      program.totalHours = 10
      for (const unit of units) unit.minutes = Math.round((10 * 60) / units.length)
    })
    expect(scoreOf(uneven, 'order')).toBeLessThan(scoreOf(even, 'order') / 2)
    const found = uneven.readiness.dimensions.find(({ dimension }) => dimension === 'order')
    expect(found?.explanation).toMatch(/^The largest unit has 9\d % of the hours, the shortest one 5 minutes/)
    expect(found?.pointers).toEqual(uneven.readiness.dimensions.length > 0 ? ['/units/0', '/units/1'] : [])
  })

  it('is as sure of the order as the outline', () => {
    const unsure = reportOf((draft) => {
      draft.placement.confidence = 0.3
      for (const unit of draft.units) unit.placement.confidence = 0.3
    })
    expect(scoreOf(unsure, 'order')).toBeLessThan(scoreOf(reportOf(), 'order'))
    expect(unsure.review.map(({ pointer }) => pointer)).toContain('/units')
  })
})

describe('what the report lists', () => {
  it('names gaps by their labels, and what to prepare for them', () => {
    const report = reportOf(({ units, items, assessments }) => {
      for (const { lessons } of units) for (const { activities } of lessons) activities.splice(0)
      items.splice(0)
      assessments.splice(0)
    })
    const texts = report.gaps.map(({ text }) => text)
    expect(texts).toContain('no material to practise O1.2')
    expect(texts).toContain('nothing assesses Unit 1')
    expect(report.preparation[0]?.tasks).toEqual(['a task for O1.2', 'an assessment', 'questions for 2 of 2 outcomes'])
  })

  it.each([
    ['Do not grow any flowers', 'it says what learners should not do, which no material can teach'],
    [
      'Do not compost garden waste and cover the soil',
      'it contradicts the aim "Compost garden waste and cover the soil"',
    ],
  ])('ranks an aim that cannot be one first: %s', (aim, problem) => {
    const report = reportOf(({ program }) => program.aims.push(aim))
    const entry = report.review.find(({ pointer }) => pointer === '/program/aims/1')
    expect(entry?.reasons).toContain(problem)
    expect(report.review.indexOf(entry as (typeof report.review)[number])).toBeLessThan(2)
  })

  it('is the same for the same input', () => {
    expect(JSON.stringify(reportOf())).toBe(JSON.stringify(reportOf()))
  })
})
