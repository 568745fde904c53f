import { describe, expect, it } from '@jest/globals'
import { type AimEvidence, coverAim } from '../../../src/domain/curriculum/index.js'

function passage(text: string, docId = 'a.md', ...headings: readonly string[]): AimEvidence {
  return { docId, headings: ['', ...headings], section: headings.join(' > '), text }
}

describe('coverAim', () => {
  it('finds an aim in other forms of its words, titles included', () => {
    const found = [passage('Cut each cable to its length.', 'cables.md', 'Cables', 'Measuring'), passage('Nothing.')]
    expect(coverAim('Measure cables and cut cables', found)).toEqual({
      aim: 'Measure cables and cut cables',
      covered: true,
      missing: [],
      passages: [{ docId: 'cables.md', section: 'Cables > Measuring' }, { docId: 'a.md' }],
    })
  })

  it('does not ask the documents for what learners do', () => {
    expect(coverAim('Explain stomata', [passage('Stomata are small openings.')]).covered).toBe(true)
  })

  it('takes an aim of one word as the subject', () => {
    expect(coverAim('Networks', [passage('A network connects devices.')])).toMatchObject({ covered: true, missing: [] })
    expect(coverAim('Networks', [])).toMatchObject({ covered: false, missing: ['networks'], passages: [] })
  })

  it('does not cover what is found by half, and says what is missing', () => {
    const found = [passage('A router joins networks.'), passage('Set the router up.')]
    expect(coverAim('Configure routers and bake bread', found)).toMatchObject({
      covered: false,
      missing: ['bake', 'bread'],
    })
  })

  it('does not cover what is found here one word and there another', () => {
    const apart = [passage('The software is old.'), passage('Paper is thin.')]
    expect(coverAim('Cite software in a paper', apart)).toMatchObject({ covered: false, missing: [] })
    const together = [passage('A paper names the software that it relies on.')]
    expect(coverAim('Cite software in a paper', together).covered).toBe(true)
  })

  it('covers nothing that has no words', () => {
    expect(coverAim('', [passage('Text.')])).toMatchObject({ covered: false, missing: [] })
  })
})
