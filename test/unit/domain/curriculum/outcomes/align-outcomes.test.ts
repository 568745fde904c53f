import { describe, expect, it } from '@jest/globals'
import type { Outcome } from '../../../../../src/domain/curriculum/index.js'
import { alignOutcomes } from '../../../../../src/domain/curriculum/outcomes/align-outcomes.js'
import type { DraftOutcome } from '../../../../../src/domain/curriculum/outcomes/draft-outcome.js'

const outcome = (text: string): DraftOutcome => ({
  text,
  verb: text.split(' ')[0]?.toLowerCase() ?? '',
  bloom: 'understand',
  dok: 2,
  citations: [],
})
const goal = (id: string, text: string): Outcome => ({
  ...outcome(text),
  id,
  origin: 'generated',
  basis: 'stated',
  supports: [],
})
const unit = (about: string, text: string, ...outcomes: readonly string[]) => ({
  about,
  text,
  outcomes: outcomes.map(outcome),
})
const supports = (...units: Parameters<typeof alignOutcomes>[0]) =>
  alignOutcomes(units, [goal('soil', 'Explain what humus does.'), goal('water', 'Plan the watering of a garden.')]).map(
    (outcomes) => outcomes.map(({ supports: served }) => served),
  )

describe('alignOutcomes', () => {
  it('compares the words of the outcome, not its verb', () => {
    const first = unit('Beds', 'Beds and soil.', 'Explain when watering is needed.')
    expect(supports(first, unit('Soil', 'Soil.', 'Plan humus for a bed.'))).toEqual([[['water']], [['soil']]])
  })

  it('compares the documents of the unit if the outcome has no word of an aim', () => {
    const wet = unit('Hoses', 'Watering. Watering at night. Watering by hose.', 'List three kinds of hose.')
    const rich = unit('Heaps', 'Humus, humus and more humus.', 'Name what belongs on a heap.')
    expect(supports(wet, rich)).toEqual([[['water']], [['soil']]])
  })

  it('uses the order if nothing else decides', () => {
    expect(supports(unit('A', 'a', 'Name this.'), unit('B', 'b', 'Name that.'))).toEqual([[['soil']], [['water']]])
  })

  it('supports every outcome of the program', () => {
    const all = supports(unit('Humus', 'humus', 'Name humus.'), unit('Humus', 'humus', 'Describe humus.'))
    expect(new Set(all.flat(2))).toEqual(new Set(['soil', 'water']))
  })
})
