import { describe, expect, it } from '@jest/globals'
import { completionItems } from '../../../src/adapters/extractive/items/completion-items.js'

function completed(text: string): string | undefined {
  return completionItems([{ text, citations: [] }])[0]?.answer
}

describe('A sentence to be completed', () => {
  it('is not cut behind a noun that looks like a verb', () => {
    expect(
      completed('A confounder is a variable that is linked both to the supposed cause and to the effect.'),
    ).not.toBe('and to the effect')
    expect(completed('The rate of the one was more than eight times that in the houses of the other.')).toBeUndefined()
  })

  it.each([
    ['Open stomata of a leaf cause the loss of much water.', undefined],
    ['Wet leaves cause diseases of the roots and stems.', 'diseases of the roots and stems'],
    ['Too much water causes diseases of the roots and stems.', 'diseases of the roots and stems'],
  ])('is cut behind a verb that agrees with its subject: "%s"', (text, answer) => expect(completed(text)).toBe(answer))

  it('says what its pronouns stand for', () => {
    expect(
      completed('The doctor waited for it because the reviewer believed that air carries the poison.'),
    ).toBeUndefined()
  })
})
