import { describe, expect, it } from '@jest/globals'
import {
  aimSources,
  duration,
  formatNumber,
  optionLetter,
  optionLetters,
  percent,
} from '../../../../../src/adapters/exports/labels/wording.js'

describe('the wording of all formats for readers:', () => {
  it.each([
    [0, '0 min'],
    [45, '45 min'],
    [59, '59 min'],
    [60, '1 h'],
    [182, '3 h 2 min'],
    [90.5, '1 h 30.5 min'],
    [119.7, '1 h 59.7 min'],
    [119.999, '2 h'],
  ])('%d minutes', (minutes, written) => {
    expect(duration(minutes)).toBe(written)
  })

  it.each([
    [1, '100 %'],
    [0.9999, '99.9 %'],
    [0.985, '98.5 %'],
    [0.29, '29 %'],
    [0.9444, '94.4 %'],
    [0, '0 %'],
  ])('the share %d, rounded down', (share, written) => {
    expect(percent(share)).toBe(written)
  })

  it('numbers, with two decimals at most', () => {
    expect([24, 1.5, 3.0333].map(formatNumber)).toEqual(['24', '1.5', '3.03'])
  })

  it('options by letters, as the lists of a page count', () => {
    expect([0, 25, 26, 27, 52, 702].map(optionLetter)).toEqual(['A', 'Z', 'AA', 'AB', 'BA', 'AAA'])
    const options = ['x', 'y'].map((id) => ({ id, text: id }))
    expect(optionLetters(options, ['y', 'x', 'gone'])).toEqual(['B', 'A', '?'])
  })
})

describe('aimSources', () => {
  it('names each document once, the best match first, with its sections', () => {
    const passages = [
      { docId: 'b.md', section: 'Two' },
      { docId: 'a.md' },
      { docId: 'b.md', section: 'One' },
      { docId: 'b.md', section: 'Two' },
      { docId: 'a.md', section: '' },
    ]
    expect(aimSources(passages)).toEqual([
      { docId: 'b.md', sections: ['Two', 'One'] },
      { docId: 'a.md', sections: [] },
    ])
  })
})
