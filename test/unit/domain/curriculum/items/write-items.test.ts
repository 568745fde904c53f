import { describe, expect, it } from '@jest/globals'
import { summaryItems } from '../../../../../src/domain/curriculum/items/summary-items.js'
import { writeItems } from '../../../../../src/domain/curriculum/items/write-items.js'
import { glossaryEntry, keyPoint, outcome, partsOf, unitMaterial } from '../../../../support/items-material.js'

const BED = 'A raised bed is a frame of boards that is filled with soil and stands on the ground.'
const parts = partsOf({
  'beds.md': `# Raised beds

${BED} Frost kills the roots of tender plants when the soil freezes. Wood lasts ten years when the boards are painted with oil.

## Filling

Branches form the lowest layer because water drains between them. Compost is the layer that feeds the plants. The soil sinks by a third when the branches rot.

## Watering

The soil of a bed dries out sooner because wind reaches the boards. Mulch prevents the loss of water from the upper layer. Drip hoses deliver water to the roots without wetting the leaves.`,
})

describe('A fact', () => {
  it('is asked for once, as long as others are left', () => {
    const entry = glossaryEntry(parts, 'raised bed', 'a frame of boards that is filled with soil', BED)
    const material = unitMaterial(parts, {
      outcomes: [outcome(parts, 'Explain what is meant by raised bed.')],
      glossary: [entry],
      keyPoints: [keyPoint(parts, BED)],
    })
    const items = writeItems([material], 1)
    const asking = items.filter(({ citations }) => citations.every(({ quote }) => quote === BED))
    expect(items.length).toBeGreaterThanOrEqual(6)
    expect(asking.map(({ stem }) => stem)).toHaveLength(1)
  })

  it('is not asked for by another unit in the same words', () => {
    const outcomes = [outcome(parts, 'Explain what is meant by raised bed.')]
    const units = ['u1', 'u2'].map((id) => unitMaterial(parts, { outcomes }, id))
    const stems = writeItems(units, 1).map(({ stem, material }) => `${stem}\n${material}`)
    expect(new Set(stems).size).toBe(stems.length)
  })
})

describe('The summary of a part', () => {
  it('does not take the title of its first section for what stands in the others', () => {
    const [document] = partsOf({
      'story.md': `# The pump

## Whitehead

Whitehead was the curate of the parish and knew every family in it. Whitehead asked each family for the water that they drank.

## Why the doctors waited

The doctors of the town believed that bad air causes cholera. A map shows where people die but not what kills them.`,
    })
    if (document === undefined) throw new Error('no document')
    const start = document.analysis.document.text.indexOf('Whitehead')
    const merged = { ...document, title: 'Whitehead', section: 'Whitehead', start }
    const asked = summaryItems([merged]).filter(({ stem }) => /whitehead/i.test(stem))
    expect(asked).toHaveLength(1)
    expect(asked[0]?.answer).not.toContain('doctors')
  })
})
