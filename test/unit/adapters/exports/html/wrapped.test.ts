import { describe, expect, it } from '@jest/globals'
import { wrapped } from '../../../../../src/adapters/exports/html/wrapped.js'

describe('wrapped text', () => {
  it('breaks between words', () => {
    expect(wrapped('one two three four', 9, 3)).toEqual(['one two', 'three', 'four'])
  })

  it('says where it leaves off', () => {
    expect(wrapped('one two three four five', 9, 2)).toEqual(['one two', 'three…'])
    expect(wrapped('onetwothreefourfive', 9, 1)).toEqual(['onetwoth…'])
  })

  it('cuts words that are too long, never within a character', () => {
    expect(wrapped('abcdefgh', 3, 3)).toEqual(['abc', 'def', 'gh'])
    expect(wrapped('😀😀😀', 2, 3)).toEqual(['😀', '😀', '😀'])
  })

  it('gives wide characters the room of two', () => {
    expect(wrapped('漢字漢字', 4, 2)).toEqual(['漢字', '漢字'])
  })

  it('is one line of nothing for nothing', () => {
    expect(wrapped('', 5, 2)).toEqual([''])
  })
})
