import { describe, expect, it } from '@jest/globals'
import {
  assessQuality,
  type Curriculum,
  QUALITY_RULES,
  type QualityReport,
  type RuleResult,
  type SourceDocument,
} from '../../../../../src/domain/curriculum/index.js'
import { gardenCurriculum } from '../../../../support/garden/garden-curriculum.js'
import { GARDEN_DOCUMENTS } from '../../../../support/garden/garden-documents.js'
import { at, type Draft, edit } from './defects/defect.js'

function reportOf(
  change: (draft: Draft<Curriculum>) => void,
  documents: readonly SourceDocument[] = GARDEN_DOCUMENTS,
): QualityReport {
  return assessQuality(edit(gardenCurriculum(), change), documents)
}

function resultOf({ rules }: QualityReport, id: string): RuleResult | undefined {
  return rules.find((rule) => rule.id === id)
}

describe('the registry', () => {
  it('has the hard rules of the specification', () => {
    expect(QUALITY_RULES.filter(({ hard }) => hard).map(({ id }) => Number(id.slice(1)))).toEqual([
      1, 2, 3, 4, 8, 11, 12, 13, 16, 17, 22, 25, 26, 30, 31, 32, 36,
    ])
  })

  it('has its thresholds: all other rules must pass every check', () => {
    const shares = QUALITY_RULES.filter(({ threshold }) => threshold < 1).map(({ id, threshold }) => [id, threshold])
    expect(Object.fromEntries(shares)).toEqual({
      R23: 0.9,
      R27: 0.95,
      R28: 0.9,
      R33: 0.9,
      R34: 0.95,
      R37: 0.95,
      R41: 0.98,
      R42: 0.9,
      R45: 0.95,
      R46: 0.9,
      R47: 0.95,
      R49: 0.8,
    })
  })
})

describe('a report', () => {
  it('passes a rule at its threshold, and lists the failed checks', () => {
    // 12 key points: one of them is 8 %, two are 17 %.
    const one = reportOf(({ units }) => {
      at(at(units, 0).keyPoints, 0).text = 'a compost heap turns kitchen waste into food.'
    })
    expect(resultOf(one, 'R42')).toMatchObject({
      status: 'pass',
      checked: 12,
      failing: [{ pointer: '/units/0/keyPoints/0' }],
    })
    expect(resultOf(one, 'R42')?.score).toBeCloseTo(11 / 12)
    const two = reportOf(({ units }) => {
      for (const unit of units) at(unit.keyPoints, 0).text = 'a compost heap turns kitchen waste into food.'
    })
    expect(resultOf(two, 'R42')?.status).toBe('fail')
  })

  it('has the mean score of the applicable rules, and passesHardRules only if all hard rules pass', () => {
    const report = reportOf(({ units }) => {
      at(units, 1).prerequisites = ['gone']
    })
    expect(report).toMatchObject({ passesHardRules: false, passed: 48, failed: 1, notApplicable: 0 })
    expect(report.score).toBe(Math.round((48 / 49) * 10_000) / 100)
    const soft = reportOf(({ sources }) => sources.pop())
    expect(soft).toMatchObject({ passesHardRules: true, failed: 1 })
  })

  it('reports not-applicable, never passed, if there is nothing to check', () => {
    const report = reportOf((draft) => {
      delete draft.program.credits
      for (const unit of draft.units) unit.prerequisites = []
    })
    for (const id of ['R19', 'R22'])
      expect(resultOf(report, id)).toMatchObject({ status: 'not-applicable', checked: 0 })
    expect(report).toMatchObject({ score: 100, passed: 47, notApplicable: 2 })
  })

  it('needs twelve choices to speak of key positions', () => {
    const report = reportOf((draft) => {
      draft.items.splice(0, 1)
    })
    expect(resultOf(report, 'R35')?.status).toBe('not-applicable')
  })

  it('applies the rules on English words to English alone', () => {
    const english = QUALITY_RULES.filter(({ language }) => language === 'english').map(({ id }) => id)
    const german = reportOf(({ program, units }) => {
      program.language = 'de'
      at(at(units, 0).outcomes, 0).text = 'Die Wörter des Gärtners erklären'
    })
    expect(english).toEqual(expect.arrayContaining(['R01', 'R27', 'R43']))
    for (const id of english) expect(resultOf(german, id)?.status).toBe('not-applicable')
    expect(resultOf(german, 'R26')?.status).toBe('pass')
  })

  it.each([
    ['en', 0],
    ['EN-gb', 0],
    ['es', 14],
    ['enm', 14],
  ])('takes %s for what it is', (language, notApplicable) => {
    const report = reportOf(({ program }) => {
      program.language = language
    })
    expect(report.notApplicable).toBe(notApplicable)
  })

  it('is not deceived by emptiness', () => {
    const report = reportOf((draft) => {
      draft.units = []
      draft.items = []
      draft.assessments = []
      draft.skillBook = []
      draft.blueprint.cells = []
    })
    expect(report.passesHardRules).toBe(false)
    for (const id of ['R05', 'R16', 'R28', 'R30', 'R40']) expect(resultOf(report, id)?.status).toBe('fail')
    expect(report.score).toBeLessThan(65)
  })

  it('excuses what a short text cannot give, and names it', () => {
    const short = GARDEN_DOCUMENTS.map((document) => ({ ...document, words: 40 }))
    const without = (draft: Draft<Curriculum>) => at(draft.units, 0).keyPoints.splice(0, 6)
    const excused = reportOf(without, short)
    expect(excused.shortfalls).toEqual([
      { pointer: '/units/0', content: 'key points', found: 0, min: 4, reason: 'too little source text' },
    ])
    expect(resultOf(excused, 'R42')?.status).toBe('pass')
    const lazy = reportOf(without)
    expect(lazy.shortfalls).toMatchObject([{ content: 'key points', reason: 'not written' }])
    expect(resultOf(lazy, 'R42')?.status).toBe('fail')
  })

  it('does not let a share that holds excuse what is missing', () => {
    // 9 of 10 hold, which is the share that R42 asks for.
    const report = reportOf(({ units }) => at(units, 0).keyPoints.splice(0, 3))
    expect(resultOf(report, 'R42')).toMatchObject({ status: 'fail', score: 0.9, threshold: 0.9 })
  })

  it('does not excuse a unit that names no document', () => {
    const report = reportOf(({ units, items }) => {
      const unit = at(units, 0)
      Object.assign(unit, { keyPoints: [], glossary: [] })
      for (const outcome of unit.outcomes) outcome.citations = []
      for (const lesson of unit.lessons) lesson.readings = []
      items.splice(0, 1)
      for (const item of items.slice(0, 6)) item.citations = []
    })
    const reasons = report.shortfalls.filter(({ pointer }) => pointer === '/units/0')
    expect(reasons.map(({ content, reason }) => `${content}: ${reason}`)).toEqual(
      expect.arrayContaining(['key points: not written']),
    )
  })

  it('is the same for the same input', () => {
    const once = JSON.stringify(assessQuality(gardenCurriculum(), GARDEN_DOCUMENTS))
    expect(JSON.stringify(assessQuality(structuredClone(gardenCurriculum()), GARDEN_DOCUMENTS))).toBe(once)
  })
})

describe('the rules on a correct curriculum', () => {
  const report = assessQuality(gardenCurriculum(), GARDEN_DOCUMENTS)

  it.each(report.rules)('$id passes: $title', ({ status, failing }) => {
    expect(failing).toEqual([])
    expect(status).toBe('pass')
  })

  it('give the full score, without shortfalls', () => {
    expect(report).toMatchObject({ score: 100, passesHardRules: true, passed: 49, failed: 0, notApplicable: 0 })
    expect(report.shortfalls).toEqual([])
  })

  it('are R01 to R49, in order', () => {
    const ids = Array.from({ length: 49 }, (_value, index) => `R${String(index + 1).padStart(2, '0')}`)
    expect(QUALITY_RULES.map(({ id }) => id)).toEqual(ids)
  })
})
