import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { type Curriculum, HARD_RULES, repairCurriculum } from '../../../../../src/domain/curriculum/index.js'
import { gardenCurriculum } from '../../../../support/garden/garden-curriculum.js'
import { GARDEN_DOCUMENTS } from '../../../../support/garden/garden-documents.js'
import { checkGarden } from '../../../../support/garden/garden-report.js'
import { ALL_DEFECTS } from '../report/checks/defects/all-defects.js'
import { at, type Defect, edit } from '../report/checks/defects/defect.js'

const HARD = new Set(HARD_RULES.map(({ id }) => id))
const repair = (curriculum: Curriculum) => repairCurriculum(curriculum, GARDEN_DOCUMENTS)
const broken = (curriculum: Curriculum) =>
  checkGarden(curriculum)
    .results.filter(({ hard, status }) => hard && status === 'fail')
    .map(({ id }) => id)

/** The correct curriculum with several defects, as far as one leaves room for the next. */
function spoiled(defects: readonly Defect[]): Curriculum {
  return defects.reduce((curriculum, { plant }) => {
    try {
      return edit(curriculum, plant)
    } catch {
      return curriculum
    }
  }, gardenCurriculum())
}

describe('the repair of a curriculum', () => {
  it('does not change a correct one', () => {
    const curriculum = gardenCurriculum()
    const repaired = repair(curriculum)
    expect(repaired.curriculum).toBe(curriculum)
    expect(repaired).toMatchObject({ changes: [], broken: [] })
  })

  it.each(ALL_DEFECTS.filter(({ rule }) => HARD.has(rule)))('brings back the gate $rule: $fault', ({ rule, plant }) => {
    const curriculum = edit(gardenCurriculum(), plant)
    expect(broken(curriculum)).toContain(rule)
    const repaired = repair(curriculum)
    expect(broken(repaired.curriculum)).toEqual([])
    expect(repaired.broken).toEqual([])
    expect(repaired.changes).not.toEqual([])
    // One defect costs little: most of the curriculum is still there.
    expect(repaired.curriculum.items.length).toBeGreaterThanOrEqual(8)
    expect(repaired.curriculum.units).toHaveLength(2)
  })

  it('brings all gates back from any mixture of defects, once for all, and always in the same way', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ALL_DEFECTS), { minLength: 2, maxLength: 25 }), (defects) => {
        const curriculum = spoiled(defects)
        const repaired = repair(curriculum)
        expect(repaired.broken).toEqual([])
        expect(broken(repaired.curriculum)).toEqual(repaired.broken)
        expect(repair(repaired.curriculum).changes).toEqual([])
        expect(JSON.stringify(repair(structuredClone(curriculum)))).toBe(JSON.stringify(repaired))
      }),
      { numRuns: 40 },
    )
  })

  it.each([
    ['You will be able to understand the words of gardeners', 'Explain the words of gardeners', 'understand'],
    ['Explain and compare the words of gardeners', 'Explain the words of gardeners', 'understand'],
    [
      'Explain the work at a heap and turn it, and classify the waste',
      'Explain the work at a heap and turn it',
      'understand',
    ],
    ['Identify the layers of a compost heap', 'Identify the layers of a compost heap', 'remember'],
  ])('rewords %s', (text, fixed, bloom) => {
    const repaired = repair(
      edit(gardenCurriculum(), ({ units }) => Object.assign(at(at(units, 0).outcomes, 0), { text })),
    )
    expect(repaired.curriculum.units[0]?.outcomes[0]).toMatchObject({ text: fixed, bloom, id: 'o0a' })
    expect(repaired.changes[0]).toMatchObject({ action: 'fixed' })
  })

  it('locates a quote that differs in punctuation, and drops one that is in no document', () => {
    const curriculum = edit(gardenCurriculum(), ({ units }) => {
      const points = at(units, 0).keyPoints
      at(at(points, 0).citations, 0).quote = 'A *compost heap* turns  kitchen waste into food'
      at(at(points, 1).citations, 0).quote = 'Turning the heap brings gold to the gardener.'
    })
    const { curriculum: repaired, changes } = repair(curriculum)
    const [citation] = repaired.units[0]?.keyPoints[0]?.citations ?? []
    expect(citation?.quote).toBe('A compost heap turns kitchen waste into food')
    expect(GARDEN_DOCUMENTS[0]?.text.slice(citation?.start, citation?.end)).toBe(citation?.quote)
    expect(repaired.units[0]?.keyPoints).toHaveLength(5)
    expect(changes.map(({ ruleId, action }) => `${ruleId} ${action}`)).toEqual([
      'R26 fixed',
      'R26 dropped',
      'R25 dropped',
    ])
  })

  it('leaves what the documents state as it is written', () => {
    const text = 'You will know the words of gardeners'
    const curriculum = edit(gardenCurriculum(), ({ units }) =>
      Object.assign(at(at(units, 0).outcomes, 0), { text, basis: 'stated' }),
    )
    expect(repair(curriculum).changes).toEqual([])
  })

  it('counts time that is left over as open, and does not stretch anything', () => {
    const curriculum = edit(gardenCurriculum(), ({ program, units }) => {
      program.totalHours = 20
      at(units, 0).minutes = 900
    })
    const { curriculum: repaired } = repair(curriculum)
    const openOf = ({ units }: Curriculum) => units.reduce((sum, { openMinutes }) => sum + openMinutes, 0)
    expect(openOf(repaired)).toBe(openOf(gardenCurriculum()) + 600)
    expect(repaired.units.map(({ lessons }) => lessons)).toEqual(curriculum.units.map(({ lessons }) => lessons))
  })

  it('makes nothing count for the mark that did not', () => {
    const curriculum = edit(gardenCurriculum(), ({ assessments }) => {
      for (const assessment of assessments) Object.assign(assessment, { type: 'formative', weight: 0 })
    })
    expect(repair(curriculum).changes).toEqual([])
  })

  it('puts a negative in capitals and leaves catch-all options out', () => {
    const repaired = repair(
      edit(gardenCurriculum(), ({ items }) => {
        const item = at(items, 0)
        if (item.format !== 'choice') throw new Error('not a choice')
        item.stem = 'Which description does not match the term leachate?'
        at(item.options, 3).text = 'None of the above'
      }),
    ).curriculum.items[0]
    expect(repaired).toMatchObject({ stem: 'Which description does NOT match the term leachate?' })
    expect(repaired?.format === 'choice' && repaired.options.length).toBe(3)
  })

  it('says which gates cannot be brought back when nothing is left to fill the hours', () => {
    const empty = edit(gardenCurriculum(), (draft) => {
      draft.units = []
      draft.assessments = []
    })
    const { curriculum, broken: left } = repair(empty)
    expect(left).toEqual(['R16'])
    expect(curriculum).toMatchObject({ items: [], skillBook: [], blueprint: { cells: [] } })
  })
})
