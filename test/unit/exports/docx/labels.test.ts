import { describe, expect, it } from '@jest/globals'
import { itemGroups } from '../../../../src/adapters/exports/docx/writing/item-groups.js'
import { Labels } from '../../../../src/adapters/exports/docx/writing/labels.js'
import type { Curriculum } from '../../../../src/domain/curriculum/index.js'
import { hostileCurriculum } from '../../../support/generated-curriculum.js'

const { curriculum: plain } = hostileCurriculum('text')
const [unit] = plain.units
const [item] = plain.items
if (unit === undefined || item === undefined) throw new Error('the fixture is empty')
const [outcome] = unit.outcomes
if (outcome === undefined) throw new Error('the fixture is empty')

/** Two units with four outcomes each, and items that stand in no order. */
const curriculum: Curriculum = {
  ...plain,
  units: ['u1', 'u2'].map((id) => ({
    ...unit,
    id,
    outcomes: [1, 2, 3, 4].map((number) => ({ ...outcome, id: `${id}-o${number}` })),
    lessons: unit.lessons.map((lesson) => ({ ...lesson, id: `${id}-l1` })),
  })),
  items: [
    { ...item, id: 'late', outcomeId: 'u2-o1' },
    { ...item, id: 'lost', outcomeId: 'nowhere' },
    { ...item, id: 'early', outcomeId: 'u1-o4' },
  ],
  sources: [
    { docId: 'a.md', title: 'Twin', apa: '' },
    { docId: 'b.md', title: 'Twin', apa: '' },
    { docId: 'c.md', title: 'Single', apa: '' },
  ],
}
const groups = itemGroups(curriculum)
const labels = new Labels(
  curriculum,
  groups.flatMap(({ items }) => items),
)

describe('the labels of a document', () => {
  it('number items by the order of the units, those of none last', () => {
    expect(groups.map(({ unit: of, items }) => [of?.id, items.map(({ id }) => id)])).toEqual([
      ['u1', ['early']],
      ['u2', ['late']],
      [undefined, ['lost']],
    ])
    expect(labels.items(['late', 'early', 'unknown'])).toBe('1–2')
  })

  it('name parts by their position, and what is unknown by its id', () => {
    expect([labels.unit('u2'), labels.lesson('u2-l1'), labels.assessment('a2')]).toEqual(['Unit 2', 'L2.1', 'A2'])
    expect([labels.unit('x'), labels.lesson('y'), labels.assessment('z')]).toEqual(['x', 'y', 'z'])
  })

  it('join neighbours of one list', () => {
    expect(labels.outcomes(['u1-o1', 'u1-o2', 'u1-o3', 'u1-o4', 'u2-o1'])).toBe('O1.1–O1.4, O2.1')
    expect(labels.outcomes(['u1-o2', 'u1-o1', 'u1-o4', 'po-1'])).toBe('P1, O1.1, O1.2, O1.4')
    expect(labels.outcomes(['gone', 'u2-o3'])).toBe('O2.3, gone')
    expect(labels.outcomes([])).toBe('')
  })

  it('name documents by their titles, with the file name where the title is not enough', () => {
    expect(labels.document('c.md')).toBe('Single (c.md)')
    expect(labels.shortDocument('c.md')).toBe('Single')
    expect(labels.shortDocument('a.md')).toBe('Twin (a.md)')
    expect(labels.shortDocument('gone.md')).toBe('gone.md')
  })

  it('ask for a review of what the author is not sure of', () => {
    expect(labels.needsReview({ ...item, confidence: 0.59 })).toBe(true)
    expect(labels.needsReview({ ...item, confidence: 0.6 })).toBe(false)
  })
})
