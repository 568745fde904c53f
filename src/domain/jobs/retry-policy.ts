import { AppError } from '../platform/app-error.js'
import { UnrecoverableError } from './job.js'

/** How often a job runs, and how long it waits between attempts. */
export interface RetryPolicy {
  /** Maximum number of runs, the first included: 1 to 100. */
  readonly attempts: number
  readonly backoff: Backoff
}

/** The delay after a failed run, in milliseconds. */
export interface Backoff {
  /** `fixed`: always `delayMs`. `exponential`: `delayMs` x 1, 2, 4, ... */
  readonly kind: 'fixed' | 'exponential'
  readonly delayMs: number
  /** Upper limit of the delay. */
  readonly maxDelayMs: number
  /** Full jitter: a random delay from 0 to the computed one, so that failed jobs do not all retry at the same time. */
  readonly jitter: boolean
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  attempts: 1,
  backoff: { kind: 'exponential', delayMs: 1000, maxDelayMs: 60_000, jitter: true },
}

/** @throws AppError `INVALID_ARGUMENT` for an invalid retry policy */
export function assertRetryPolicy({ attempts, backoff }: RetryPolicy): void {
  if (!Number.isInteger(attempts) || attempts < 1 || attempts > 100) {
    throw new AppError('INVALID_ARGUMENT', `attempts is ${attempts}`, { hint: 'give a whole number from 1 to 100' })
  }
  if (backoff.kind !== 'fixed' && backoff.kind !== 'exponential') {
    throw new AppError('INVALID_ARGUMENT', `backoff.kind is ${String(backoff.kind)}`, {
      hint: "give 'fixed' or 'exponential'",
    })
  }
  assertDelay(backoff.delayMs, 'delayMs')
  assertDelay(backoff.maxDelayMs, 'maxDelayMs')
}

function assertDelay(ms: number, name: string): void {
  if (Number.isFinite(ms) && ms >= 0) return
  throw new AppError('INVALID_ARGUMENT', `backoff.${name} is ${ms}`, { hint: 'give milliseconds, 0 or more' })
}

/**
 * The delay before the next run, in whole milliseconds.
 *
 * @param failedAttempts failed runs so far, at least 1
 * @param random a number from 0 (included) to 1 (excluded); read only with jitter
 */
export function backoffDelay(backoff: Backoff, failedAttempts: number, random: () => number): number {
  // 2 ** 1024 is Infinity, and 0 times Infinity is NaN.
  const factor = backoff.kind === 'exponential' ? 2 ** Math.min(failedAttempts - 1, 1023) : 1
  const full = Math.min(backoff.delayMs * factor, backoff.maxDelayMs)
  return Math.round(backoff.jitter ? full * random() : full)
}

/** The event that a failed run causes for its job; `postponed` comes with the delay before the next run. */
export type FailedRun =
  | { readonly event: 'cancelled' | 'exhausted' | 'requeued' }
  | { readonly event: 'postponed'; readonly delayMs: number }

/** A job at the end of a run. */
interface AttemptedJob {
  /** Runs that started, this one included. */
  readonly attempts: number
  readonly retry: RetryPolicy
  readonly cancelRequested: boolean
}

/**
 * Decides what follows a failed run: the handler threw, timed out, or returned a value without JSON form.
 *
 * @param random a number from 0 (included) to 1 (excluded); read only with jitter
 */
export function afterFailure(job: AttemptedJob, thrown: unknown, random: () => number): FailedRun {
  if (job.cancelRequested) return { event: 'cancelled' }
  if (thrown instanceof UnrecoverableError || job.attempts >= job.retry.attempts) return { event: 'exhausted' }
  const delayMs = backoffDelay(job.retry.backoff, job.attempts, random)
  return delayMs === 0 ? { event: 'requeued' } : { event: 'postponed', delayMs }
}
