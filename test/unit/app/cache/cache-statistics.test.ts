import { describe, expect, it } from '@jest/globals'
import { formatBytes } from '../../../../src/app/cache/cache-statistics.js'

describe('formatBytes', () => {
  it.each([
    [0, '0B'],
    [1023, '1023B'],
    [1024, '1K'],
    [1536, '1.5K'],
    [2.5 * 1024 ** 2, '2.5M'],
    [1024 ** 2 - 1, '1M'],
    [1024 ** 3 * 1.234, '1.23G'],
    [1024 ** 5, '1024T'],
  ])('of %d is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text)
  })
})
