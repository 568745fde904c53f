import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { editDistance, nearestName } from '../../../../src/domain/platform/index.js'

describe('nearestName', () => {
  it.each([
    ['REDIS_ULR', 'REDIS_URL'],
    ['REDIS_URLS', 'REDIS_URL'],
    ['REDIS_CACH_URL', 'REDIS_CACHE_URL'],
    ['PROT', 'PORT'],
    ['LLM', undefined],
    ['', undefined],
    ['SOMETHING', undefined],
  ])('%s: %s', (name, nearest) => {
    expect(nearestName(name, ['PORT', 'REDIS_CACHE_URL', 'REDIS_URL'])).toBe(nearest)
  })

  it('returns the first of equally near names', () => {
    expect(nearestName('ab', ['aa', 'bb'])).toBe('aa')
  })
})

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['abc', 'abc', 0],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['ab', 'ba', 2],
    ['abc', 'abxc', 1],
  ])('%s to %s: %d', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance)
  })

  it('is a metric', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a))
        expect(editDistance(a, b) === 0).toBe(a === b)
        expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c))
      }),
    )
  })
})
