import { describe, expect, it } from '@jest/globals'
import { caseItem } from '../../../../../src/domain/curriculum/items/case-item.js'
import { summaryItems } from '../../../../../src/domain/curriculum/items/summary-items.js'
import { writeItems } from '../../../../../src/domain/curriculum/items/write-items.js'
import { keyPoint, outcome, partsOf, unitMaterial } from '../../../../support/items-material.js'

/** What is asked of a document that is all that a unit reads. */
function itemsOf(text: string) {
  const parts = partsOf({ 'faq.md': text })
  return writeItems([unitMaterial(parts, { outcomes: [outcome(parts, 'Explain the text.')] })], 1)
}

/** The questions with their answers, without what else is made of the text. */
function askedOf(text: string) {
  return itemsOf(text).flatMap((item) => (item.format === 'open' && /\?$/.test(item.stem) ? [item] : []))
}

describe('A heading that is a question', () => {
  const [first] = askedOf(`# Bees

## How often should I feed my bees?

Bees are fed twice in late summer. They need fifteen kilograms of sugar for the winter. We tell more in our course.`)

  it('is asked of the learner and answered by what stands below it, quoted word for word', () => {
    expect(first?.stem).toBe('How often should you feed your bees?')
    expect(first?.answer).toBe(
      'Bees are fed twice in late summer. They need fifteen kilograms of sugar for the winter.',
    )
    expect(first?.citations.map(({ quote }) => quote)).toEqual([
      'Bees are fed twice in late summer.',
      'They need fifteen kilograms of sugar for the winter.',
    ])
  })

  it('is shown with its topic where it says little, and left out where it refers to something else', () => {
    const asked = askedOf(`# Worm bins

## Can I go on holiday?

Yes. A full bin feeds its worms for four weeks.

## How long does it last?

A bin lasts for ten years if it stands in the shade.

## Does the lid close?

If air gets in, the rubber seal of the lid is old.`)
    expect(asked.map(({ stem, material }) => [stem, material])).toEqual([
      ['Can you go on holiday?', 'Topic: Worm bins'],
    ])
  })

  it('may be answered by a list, as a whole', () => {
    const [item] = askedOf(`# Heaps

## What must stay out of a heap?

- Meat and bones
- Diseased plants`)
    expect(item?.answer).toBe('Meat and bones\nDiseased plants')
  })
})

describe('A question in running text', () => {
  it('is asked where "Q:" and "A:" mark it', () => {
    const asked = askedOf(`# Problems

Q: My heap smells of ammonia. What now?
A: There is too much nitrogen in the heap. Mix in straw until the smell is gone.

Q: There are ants in it!
A: Ants show that the heap is too dry.`)
    expect(asked.map(({ stem, answer }) => [stem, answer])).toEqual([
      [
        'Your heap smells of ammonia. What now?',
        'There is too much nitrogen in the heap. Mix in straw until the smell is gone.',
      ],
    ])
  })

  it('is asked where most paragraphs open with one, and taken for rhetoric elsewhere', () => {
    const cup = 'How is a cup made? A cup is made of clay that is fired twice.'
    const glaze = 'Why does a glaze shine? The glaze melts to glass in the kiln.'
    const wheel = 'When was the wheel invented? Potters used the wheel six thousand years ago.'
    const faq = [cup, glaze, wheel].join('\n\n')
    const story = 'Clay is dug in spring and left to rest for a year.'
    expect(askedOf(`# Pottery\n\n${faq}`)).toHaveLength(3)
    expect(askedOf(`# Pottery\n\n${cup}\n\n${[1, 2, 3].map(() => story).join('\n\n')}`)).toEqual([])
  })
})

describe('A question', () => {
  const parts = partsOf({
    'faq.md': `# Heaps

## What can I put in?

Grass is a material that is rich in nitrogen. Straw is a material that is rich in carbon. Leaves rot slowly in a heap.`,
  })

  it('is not what a summary is of', () => {
    const stems = summaryItems(parts).map(({ stem }) => stem)
    expect(stems).toEqual(['Summarize in a few sentences what has to be known of heaps.'])
  })

  it.each(['What can I put in', 'How long does it take', 'check the moisture', 'lab 1: connecting'])(
    'is not what a case is on: "%s"',
    (title) => {
      const points = [
        'Grass is a material that is rich in nitrogen.',
        'Straw is a material that is rich in carbon.',
      ].map((text) => keyPoint(parts, text))
      expect(caseItem(title, points)?.stem).not.toContain(title)
    },
  )
})
