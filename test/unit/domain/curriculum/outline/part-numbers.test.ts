import { describe, expect, it } from '@jest/globals'
import { areNumbered, numberInName } from '../../../../../src/domain/curriculum/outline/part-numbers.js'

describe('The number in a name', () => {
  it.each([
    ['02-1-logic', [2, 1]],
    ['01-1-', [1, 1]],
    ['ch01-00-first-steps', [1, 0]],
    ['Week 3', [3]],
    ['Lesson 4b', [4.02]],
    ['lesson_05_loops', [5]],
    ['part-2', [2]],
    ['slides-3', [3]],
    ['notes (12)', [12]],
    ['photon3', [3]],
    ['chapter iv', [4]],
    ['II-logic', [2]],
    ['Part two', [2]],
    ['Woche 7', [7]],
    ['2024-03-01-opening', [240301]],
    ['x509', undefined],
    ['keep-3d-printing', undefined],
    ['mix', undefined],
    ['part-civil', undefined],
  ])('%s: %j', (name, number) => {
    expect(numberInName(name)).toEqual(number)
  })

  it('counts only if most names have one, and not all the same', () => {
    expect(areNumbered(['01-a', '02-b', 'appendix'])).toBe(true)
    expect(areNumbered(['apple', 'pear', '3-plums'])).toBe(false)
    expect(areNumbered(['a-1', 'b-1'])).toBe(false)
  })
})
