import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { isAppError, MAX_TTL_SECONDS, ttlToMs } from '../../../../src/domain/platform/index.js'

describe('ttlToMs', () => {
  it('rounds up to whole milliseconds: never less than requested, never one whole millisecond more', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: MAX_TTL_SECONDS, noNaN: true }), (seconds) => {
        const ms = ttlToMs(seconds)
        expect(Number.isSafeInteger(ms)).toBe(true)
        // Within the nanosecond to which the number is rounded, and the precision of a large one.
        const slack = 1e-6 + seconds * 1e-9
        expect(ms).toBeGreaterThanOrEqual(seconds * 1000 - slack)
        expect(ms).toBeLessThan(seconds * 1000 + 1 + slack)
      }),
    )
  })

  it('keeps every whole number of milliseconds written as seconds', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1e9 }), (ms) => expect(ttlToMs(ms / 1000)).toBe(ms)))
  })

  it.each([
    [1, 1000],
    [1.1, 1100],
    [0.0015, 2],
    [Number.MIN_VALUE, 1],
    [1e-9, 1],
    [MAX_TTL_SECONDS, MAX_TTL_SECONDS * 1000],
  ])('of %p seconds is %p ms', (seconds, ms) => {
    expect(ttlToMs(seconds)).toBe(ms)
  })

  it.each([
    0,
    -0,
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    MAX_TTL_SECONDS * 1.01,
    '60' as unknown as number,
    undefined as unknown as number,
    null as unknown as number,
  ])('rejects %p and names the setting', (seconds) => {
    try {
      ttlToMs(seconds, 'cache.ttl')
      throw new Error('accepted')
    } catch (error) {
      expect(isAppError(error, 'INVALID_TTL')).toBe(true)
      expect((error as Error).message).toContain('cache.ttl')
    }
  })
})
