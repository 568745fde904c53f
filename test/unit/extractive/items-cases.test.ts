import { describe, expect, it } from '@jest/globals'
import { caseItem } from '../../../src/adapters/extractive/items/case-item.js'
import { keyPoint, partsOf } from './items-material.js'

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
  it('is none for statements that have nothing to do with each other', () => {
    expect(caseItem('compost', points(BOTANIST, LIME, WET))).toBeUndefined()
  })

  it('takes statements of one section, or with words in common, and leaves others out', () => {
    expect(caseItem('compost', points(BOTANIST, LIME, MULCH))?.material).toBe(
      '1) Lime raises the pH of sour soils slightly.\n2) Mulch keeps the soil moist and stops weeds.',
    )
    expect(caseItem('compost', points(BOTANIST, WET, STEAM))?.material).not.toContain('Howard')
  })
})
