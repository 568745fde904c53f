import { describe, expect, it } from '@jest/globals'
import {
  counted,
  decimal,
  duration,
  named,
  optionLetter,
  ranges,
  share,
} from '../../../../src/adapters/exports/docx/writing/formats.js'

describe('how values are written', () => {
  it.each([
    [0, '0 min'],
    [45, '45 min'],
    [60, '1 h'],
    [95, '1 h 35 min'],
    [119.7, '2 h'],
  ])('%d minutes', (minutes, written) => {
    expect(duration(minutes)).toBe(written)
  })

  it.each([
    [1, '100 %'],
    [0.9999, '99.9 %'],
    [0.29, '29 %'],
    [0.9444, '94.4 %'],
    [0, '0 %'],
  ])('the share %d, never rounded up', (value, written) => {
    expect(share(value)).toBe(written)
  })

  it('numbers with two decimals at most', () => {
    expect([24, 1.5, 3.0333].map(decimal)).toEqual(['24', '1.5', '3.03'])
  })

  it('terms as words', () => {
    expect(named('case-analysis')).toBe('Case analysis')
    expect([counted(1, 'lesson'), counted(2, 'lesson')]).toEqual(['1 lesson', '2 lessons'])
  })

  it('options by the letters that the list shows', () => {
    expect([0, 25, 26, 27, 52].map(optionLetter)).toEqual(['A', 'Z', 'AA', 'BB', 'AAA'])
  })

  it('numbers as ranges', () => {
    expect(ranges([])).toBe('')
    expect(ranges([1, 2, 3, 5, 7, 8])).toBe('1–3, 5, 7–8')
  })
})
