import { describe, expect, it } from '@jest/globals'
import {
  CHECK_RULES,
  type CheckReport,
  type CheckResult,
  type Curriculum,
} from '../../../../../../src/domain/curriculum/index.js'
import { gardenCurriculum } from '../../../../../support/garden/garden-curriculum.js'
import { checkGarden } from '../../../../../support/garden/garden-report.js'
import { at, type Draft, edit } from './defects/defect.js'

const checksOf = (change: (draft: Draft<Curriculum>) => void): CheckReport =>
  checkGarden(edit(gardenCurriculum(), change))

function resultOf({ results }: CheckReport, id: string): CheckResult | undefined {
  return results.find((rule) => rule.id === id)
}

describe('the registry', () => {
  it('has the hard rules on references, citations, hours and forms', () => {
    expect(CHECK_RULES.filter(({ hard }) => hard).map(({ id }) => Number(id.slice(1)))).toEqual([
      1, 2, 3, 4, 8, 12, 16, 17, 22, 25, 26, 30, 31, 32, 36,
    ])
  })

  it('has no rule that demands quantity or variety', () => {
    const ids = new Set(CHECK_RULES.map(({ id }) => id))
    for (const id of ['R05', 'R06', 'R07', 'R11', 'R13', 'R14', 'R15', 'R21', 'R24', 'R28', 'R40'])
      expect(ids.has(id)).toBe(false)
  })
})

describe('the checks', () => {
  it('pass a rule at its threshold, and list the failed parts', () => {
    // 12 key points: one of them is 8 %, two are 17 %.
    const one = checksOf(({ units }) => {
      at(at(units, 0).keyPoints, 0).text = 'a compost heap turns kitchen waste into food.'
    })
    expect(resultOf(one, 'R42')).toMatchObject({
      status: 'pass',
      checked: 12,
      failing: [{ pointer: '/units/0/keyPoints/0' }],
    })
    const two = checksOf(({ units }) => {
      for (const unit of units) at(unit.keyPoints, 0).text = 'a compost heap turns kitchen waste into food.'
    })
    expect(resultOf(two, 'R42')?.status).toBe('fail')
  })

  it('block a curriculum only if a hard rule fails', () => {
    const hard = checksOf(({ units }) => {
      at(units, 1).prerequisites = ['gone']
    })
    expect(hard).toMatchObject({ blocked: true, failed: 1, notApplicable: 0 })
    expect(checksOf(({ sources }) => sources.pop())).toMatchObject({ blocked: false, failed: 1 })
  })

  it('are not applicable, never passed, if there is nothing to check', () => {
    const report = checksOf((draft) => {
      delete draft.program.credits
      for (const unit of draft.units) unit.prerequisites = []
    })
    for (const id of ['R19', 'R22'])
      expect(resultOf(report, id)).toMatchObject({ status: 'not-applicable', checked: 0 })
    expect(report).toMatchObject({ failed: 0, notApplicable: 2 })
  })

  it('accept what is left out: a unit without key points, items and assessments', () => {
    const report = checksOf((draft) => {
      Object.assign(at(draft.units, 0), { keyPoints: [], glossary: [] })
      draft.items = []
      draft.assessments = []
      draft.skillBook = []
      draft.blueprint.cells = []
      for (const unit of draft.units) {
        const taught = unit.lessons.reduce((sum, { minutes }) => sum + minutes, 0)
        unit.openMinutes = unit.minutes - taught
      }
      at(draft.units, 0).minutes += 600 - draft.units.reduce((sum, { minutes }) => sum + minutes, 0)
      at(draft.units, 0).openMinutes =
        at(draft.units, 0).minutes - at(draft.units, 0).lessons.reduce((sum, { minutes }) => sum + minutes, 0)
    })
    expect(report.blocked).toBe(false)
  })

  it('leave what the documents state as it is written', () => {
    const report = checksOf(({ units, items }) => {
      Object.assign(at(at(units, 0).outcomes, 0), { basis: 'stated', text: 'You will know and understand heaps.' })
      Object.assign(at(items, 0), { basis: 'stated', stem: 'What is leachate, if it is not water?' })
    })
    expect(report.blocked).toBe(false)
  })

  it('apply the rules on English words to English alone', () => {
    const english = CHECK_RULES.filter(({ language }) => language === 'english').map(({ id }) => id)
    const german = checksOf(({ program, units }) => {
      program.language = 'de'
      at(at(units, 0).outcomes, 0).text = 'Die Wörter des Gärtners erklären'
    })
    expect(english).toEqual(expect.arrayContaining(['R01', 'R27', 'R43']))
    for (const id of english) expect(resultOf(german, id)?.status).toBe('not-applicable')
    expect(resultOf(german, 'R26')?.status).toBe('pass')
  })
})

describe('the rules on a correct curriculum', () => {
  it.each(checkGarden(gardenCurriculum()).results)('$id passes: $title', ({ status, failing }) => {
    expect(failing).toEqual([])
    expect(status).toBe('pass')
  })
})
