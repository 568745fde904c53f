import { describe, expect, it } from '@jest/globals'
import { caseItem } from '../../../../../src/domain/curriculum/items/case-item.js'
import { completionItems } from '../../../../../src/domain/curriculum/items/statement-items.js'
import { keyPoint, partsOf } from '../../../../support/items-material.js'

function completed(text: string): string | undefined {
  return completionItems([{ text, citations: [] }])[0]?.answer
}

describe('A sentence to be completed', () => {
  it('is not cut after a noun that looks like a verb', () => {
    expect(
      completed('A confounder is a variable that is linked both to the supposed cause and to the effect.'),
    ).not.toBe('and to the effect')
    expect(completed('The rate of the one was more than eight times that in the houses of the other.')).toBeUndefined()
  })

  it.each([
    ['Open stomata of a leaf cause the loss of much water.', undefined],
    ['Wet leaves cause diseases of the roots and stems.', 'diseases of the roots and stems'],
    ['Too much water causes diseases of the roots and stems.', 'diseases of the roots and stems'],
  ])('is cut after a verb that agrees with its subject: "%s"', (text, answer) => expect(completed(text)).toBe(answer))

  it('says what its pronouns stand for', () => {
    expect(
      completed('The doctor waited for it because the reviewer believed that air carries the poison.'),
    ).toBeUndefined()
  })
})

const BOTANIST = 'Howard was an English botanist who worked in India.'
const LIME = 'Lime raises the pH of sour soils slightly.'
const MULCH = 'Mulch keeps the soil moist and stops weeds.'
const WET = 'A wet heap lacks air and smells of eggs.'
const STEAM = 'Steam over a wet heap shows that air reaches it.'
const parts = partsOf({
  'text.md': `# Compost\n\n## People\n\n${BOTANIST}\n\n## Soil\n\n${LIME} ${MULCH}\n\n## Signs\n\n${WET}\n\n## Weather\n\n${STEAM}`,
})
const points = (...texts: readonly string[]) => texts.map((text) => keyPoint(parts, text))

describe('A case that joins statements', () => {
  it('is not written for unrelated statements', () => {
    expect(caseItem('compost', points(BOTANIST, LIME, WET))).toBeUndefined()
  })

  it('takes statements of one section, or with words in common, and leaves others out', () => {
    expect(caseItem('compost', points(BOTANIST, LIME, MULCH))?.material).toBe(
      '1) Lime raises the pH of sour soils slightly.\n2) Mulch keeps the soil moist and stops weeds.',
    )
    expect(caseItem('compost', points(BOTANIST, WET, STEAM))?.material).not.toContain('Howard')
  })
})
