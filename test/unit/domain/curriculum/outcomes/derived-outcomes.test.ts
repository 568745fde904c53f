import { describe, expect, it } from '@jest/globals'
import { alignOutcomes } from '../../../../../src/domain/curriculum/outcomes/align-outcomes.js'
import { derivedOutcomes } from '../../../../../src/domain/curriculum/outcomes/derived-outcomes.js'
import { draftOutcome } from '../../../../../src/domain/curriculum/outcomes/draft-outcome.js'
import { programOutcomes } from '../../../../../src/domain/curriculum/outcomes/program-outcomes.js'
import { statedOutcomes } from '../../../../../src/domain/curriculum/outcomes/stated-outcomes.js'
import { partsOf } from '../../../../support/items-material.js'
import { tagger } from '../../../../support/tagger.js'

const derived = (text: string) => {
  const parts = partsOf({ 'text.md': text })
  const terms = parts.flatMap(({ analysis }) => analysis.terms)
  return derivedOutcomes(parts, terms, statedOutcomes(parts)).map((outcome) => outcome.text)
}

describe('Derived outcomes', () => {
  it('define the terms that no objective names', () => {
    expect(
      derived(`# Heaps

## Objectives

- Explain what humus is for.

## Words

humus
: the dark part of soil that comes from plants

mulch
: a cover of straw or leaves that keeps soil moist`),
    ).toEqual(['Define mulch.'])
  })

  it('carry out the procedures, and what an exercise asks for in one sentence', () => {
    expect(
      derived(`# Reset a router

To reset a router to its first settings:

1. Open the small cover at the back.
2. Press the button for ten seconds.
3. Wait until the lamp is green.

## Exercise: settings

Compare the settings of two routers.`),
    ).toEqual(['Reset a router to its first settings.', 'Compare the settings of two routers.'])
  })

  it('are none without a passage that carries them', () => {
    expect(derived('# The Compost Heap\n\nA heap stands in the garden. It is warm in winter.')).toEqual([])
  })
})

describe('The outcomes of a program', () => {
  const parts = partsOf({ 'soil.md': '# Soil\n\nMulch keeps the soil of a garden moist in a dry summer.' })
  const units = [{ id: 'u1', title: 'Soil', parts, placement: { reason: 'given', confidence: 1 } }]
  const brief = {
    title: 'Gardening',
    audience: 'All',
    level: 'introductory',
    totalHours: 2,
    language: 'en',
    aims: ['Keep the soil of a garden moist', 'Pay taxes in time', 'Do not teach the soil of a garden', 'Dry soil'],
  } as const

  it('are the aims in the words of the brief that the documents support; the others are named', () => {
    const { outcomes, remarks } = programOutcomes(brief, units, tagger)
    expect(outcomes.map(({ text, basis }) => [text, basis])).toContainEqual([
      'Keep the soil of a garden moist.',
      'stated',
    ])
    expect(remarks.slice(0, 2)).toEqual([
      'no outcome from the aim "Pay taxes in time": the documents say too little about it',
      'no outcome from the aim "Do not teach the soil of a garden": it says what not to teach',
    ])
  })

  it('are served by the unit outcomes that are about them, by no others', () => {
    const { outcomes } = programOutcomes(brief, units, tagger)
    const drafts = ['Explain how mulch keeps soil moist in a garden', 'Name three kinds of hose'].map((text) =>
      draftOutcome('stated', text, 'explain', 'understand', []),
    )
    const [aligned = []] = alignOutcomes([drafts], outcomes)
    expect(aligned.map(({ supports }) => supports)).toEqual([[outcomes[0]?.id], []])
  })
})
