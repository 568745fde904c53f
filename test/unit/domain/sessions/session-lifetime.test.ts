import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  assertLifetime,
  DEFAULT_SESSION_LIFETIME,
  isWorthTouching,
  slideIdleEnd,
} from '../../../../src/domain/sessions/index.js'

describe('assertLifetime', () => {
  it('accepts an idle timeout up to the absolute lifetime', () => {
    expect(() => assertLifetime(DEFAULT_SESSION_LIFETIME)).not.toThrow()
    expect(() => assertLifetime({ idleMs: 5, absoluteMs: 5 })).not.toThrow()
  })

  it('rejects a longer one and names the setting', () => {
    const refused = () => assertLifetime({ idleMs: 2000, absoluteMs: 1000 })
    expect(refused).toThrow(
      expect.objectContaining({ code: 'INVALID_TTL', hint: expect.stringContaining('sessions.absoluteTtl') }),
    )
  })
})

describe('slideIdleEnd', () => {
  it('is never beyond the absolute end, and the idle timeout away before it', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 1e9 }), fc.nat(), (now, idleMs, absoluteEnd) => {
        const end = slideIdleEnd(now, idleMs, absoluteEnd)
        expect(end).toBeLessThanOrEqual(absoluteEnd)
        expect(end === absoluteEnd || end === now + idleMs).toBe(true)
      }),
    )
  })
})

describe('isWorthTouching', () => {
  it.each([
    [1000, 1050, 1000, false],
    [1000, 1051, 1000, true],
    [1000, 949, 1000, true],
    [1000, 950, 1000, false],
    [1000, 1000, 1000, false],
  ])('from %i to %i with an idle timeout of %i: %p', (current, next, idleMs, worth) => {
    expect(isWorthTouching(current, next, idleMs)).toBe(worth)
  })
})
