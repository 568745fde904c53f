import { describe, expect, it } from '@jest/globals'
import { afterFailure, type RetryPolicy, UnrecoverableError } from '../../../src/domain/jobs/index.js'

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
  it('postpones while attempts are left, by the backoff with its jitter', () => {
    expect(afterFailure(job(1), new Error(), half)).toEqual({ event: 'postponed', delayMs: 500 })
    expect(afterFailure(job(2), new Error(), half)).toEqual({ event: 'postponed', delayMs: 1000 })
  })

  it('repeats at once where the rest is none', () => {
    expect(afterFailure(job(1, { retry: retry(3, 0) }), new Error(), half)).toEqual({ event: 'retried' })
    expect(afterFailure(job(1), new Error(), () => 0)).toEqual({ event: 'retried' })
  })

  it('ends with the last attempt, and with an UnrecoverableError', () => {
    expect(afterFailure(job(3), new Error(), half)).toEqual({ event: 'exhausted' })
    expect(afterFailure(job(1), new UnrecoverableError('no'), half)).toEqual({ event: 'exhausted' })
  })

  it('is cancelled after a request for that, whatever was thrown', () => {
    expect(afterFailure(job(1, { cancelRequested: true }), new UnrecoverableError('no'), half)).toEqual({
      event: 'cancelled',
    })
  })
})
