import { assertNumber, assertObject, invalidArgument } from '../platform/arguments.js'
import { MAX_TTL_SECONDS } from '../platform/ttl.js'
import { UnrecoverableError } from './job.js'

const MAX_DELAY_MS = MAX_TTL_SECONDS * 1000

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
export function assertRetryPolicy(retry: RetryPolicy): void {
  assertObject(retry, 'retry')
  const { attempts, backoff } = retry
  assertNumber(attempts, 'attempts', { min: 1, max: 100, whole: true, wanted: 'a whole number from 1 to 100' })
  assertObject(backoff, 'backoff')
  const { kind, delayMs, maxDelayMs, jitter } = backoff
  if (kind !== 'fixed' && kind !== 'exponential')
    throw invalidArgument('backoff.kind', kind, "'fixed' or 'exponential'")
  assertDelay(delayMs, 'backoff.delayMs')
  assertDelay(maxDelayMs, 'backoff.maxDelayMs')
  if (typeof jitter !== 'boolean') throw invalidArgument('backoff.jitter', jitter, 'true or false')
}

function assertDelay(ms: number, what: string): void {
  const wanted = `milliseconds, 0 or more and at most ${MAX_DELAY_MS} (100 years)`
  assertNumber(ms, what, { min: 0, max: MAX_DELAY_MS, wanted })
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
