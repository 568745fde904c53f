import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  afterFailure,
  assertRetryPolicy,
  type Backoff,
  backoffDelay,
  DEFAULT_RETRY_POLICY,
  type RetryPolicy,
  UnrecoverableError,
} from '../../../../src/domain/jobs/index.js'

const EXPONENTIAL: Backoff = { kind: 'exponential', delayMs: 1000, maxDelayMs: 60_000, jitter: false }
const never = (): number => {
  throw new Error('randomness is read')
}

describe('backoffDelay', () => {
  it.each([
    [1, 1000],
    [2, 2000],
    [3, 4000],
    [4, 8000],
    [6, 32_000],
    [7, 60_000],
    [100, 60_000],
  ])('exponential: after failure %i it rests %i ms (1, 2, 4 x, capped)', (failed, expected) => {
    expect(backoffDelay(EXPONENTIAL, failed, never)).toBe(expected)
  })

  it.each([1, 2, 50])('fixed: the same delay after failure %i', (failed) => {
    expect(backoffDelay({ ...EXPONENTIAL, kind: 'fixed' }, failed, never)).toBe(1000)
  })

  it('no delay stays no delay after any number of failures', () => {
    expect(backoffDelay({ ...EXPONENTIAL, delayMs: 0 }, 2000, never)).toBe(0)
  })

  it('fixed is limited too', () => {
    expect(backoffDelay({ ...EXPONENTIAL, kind: 'fixed', maxDelayMs: 300 }, 1, never)).toBe(300)
  })

  it.each([
    [0, 0],
    [0.5, 2000],
    [0.25, 1000],
  ])('full jitter: multiplies by random %d', (random, expected) => {
    expect(backoffDelay({ ...EXPONENTIAL, jitter: true }, 3, () => random)).toBe(expected)
  })

  const backoffs = fc.record<Backoff>({
    kind: fc.constantFrom('fixed', 'exponential'),
    delayMs: fc.integer({ min: 0, max: 1e9 }),
    maxDelayMs: fc.integer({ min: 0, max: 1e9 }),
    jitter: fc.boolean(),
  })

  it('is whole milliseconds up to the maximum; never falls without jitter, never exceeds it with jitter', () => {
    fc.assert(
      fc.property(
        backoffs,
        fc.integer({ min: 1, max: 2000 }),
        fc.double({ min: 0, max: 0.999999, noNaN: true }),
        (b, n, r) => {
          const delay = backoffDelay(b, n, () => r)
          expect(Number.isInteger(delay)).toBe(true)
          expect(delay).toBeGreaterThanOrEqual(0)
          expect(delay).toBeLessThanOrEqual(b.maxDelayMs)
          const plain = { ...b, jitter: false }
          expect(backoffDelay(plain, n + 1, never)).toBeGreaterThanOrEqual(backoffDelay(plain, n, never))
          expect(delay).toBeLessThanOrEqual(backoffDelay(plain, n, never))
        },
      ),
    )
  })
})

describe('assertRetryPolicy', () => {
  const policy = (change: object): RetryPolicy => ({ ...DEFAULT_RETRY_POLICY, ...change })
  const backoff = (change: object): RetryPolicy => policy({ backoff: { ...DEFAULT_RETRY_POLICY.backoff, ...change } })

  it('accepts the default and both limits', () => {
    for (const fine of [DEFAULT_RETRY_POLICY, policy({ attempts: 100 }), backoff({ delayMs: 0, maxDelayMs: 0 })]) {
      expect(() => assertRetryPolicy(fine)).not.toThrow()
    }
  })

  it.each([
    ['attempts is 0', policy({ attempts: 0 })],
    ['attempts is 101', policy({ attempts: 101 })],
    ['attempts is 1.5', policy({ attempts: 1.5 })],
    ['attempts is NaN', policy({ attempts: Number.NaN })],
    ['backoff.delayMs is -1', backoff({ delayMs: -1 })],
    ['backoff.maxDelayMs is Infinity', backoff({ maxDelayMs: Number.POSITIVE_INFINITY })],
    ['backoff.kind is "linear"', backoff({ kind: 'linear' })],
  ])('rejects: %s', (message, bad) => {
    expect(() => assertRetryPolicy(bad)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT', message }))
  })
})

const retry = (attempts: number, delayMs = 1000): RetryPolicy => ({
  attempts,
  backoff: { kind: 'exponential', delayMs, maxDelayMs: 60_000, jitter: true },
})
const job = (attempts: number, change: object = {}) => ({
  attempts,
  retry: retry(3),
  cancelRequested: false,
  ...change,
})
const half = () => 0.5

describe('afterFailure', () => {
  it('postpones while attempts are left, by backoff and jitter', () => {
    expect(afterFailure(job(1), new Error(), half)).toEqual({ event: 'postponed', delayMs: 500 })
    expect(afterFailure(job(2), new Error(), half)).toEqual({ event: 'postponed', delayMs: 1000 })
  })

  it('requeues without backoff', () => {
    expect(afterFailure(job(1, { retry: retry(3, 0) }), new Error(), half)).toEqual({ event: 'requeued' })
    expect(afterFailure(job(1), new Error(), () => 0)).toEqual({ event: 'requeued' })
  })

  it('ends with the last attempt, and with an UnrecoverableError', () => {
    expect(afterFailure(job(3), new Error(), half)).toEqual({ event: 'exhausted' })
    expect(afterFailure(job(1), new UnrecoverableError('no'), half)).toEqual({ event: 'exhausted' })
  })

  it('is cancelled after a cancel request, for any thrown value', () => {
    expect(afterFailure(job(1, { cancelRequested: true }), new UnrecoverableError('no'), half)).toEqual({
      event: 'cancelled',
    })
  })
})
