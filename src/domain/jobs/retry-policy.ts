import { AppError } from '../platform/app-error.js'

/** How often a job runs, and how long it rests in between. */
export interface RetryPolicy {
  /** Runs that may begin, the first included: 1 to 100. */
  readonly attempts: number
  readonly backoff: Backoff
}

/** The rest after a failed run. Delays in milliseconds. */
export interface Backoff {
  /** `fixed`: always `delayMs`. `exponential`: `delayMs` x 1, 2, 4, ... */
  readonly kind: 'fixed' | 'exponential'
  readonly delayMs: number
  /** No rest is longer. */
  readonly maxDelayMs: number
  /** Full jitter: the rest is a random part of the computed one, so that failed jobs do not come back as a herd. */
  readonly jitter: boolean
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  attempts: 1,
  backoff: { kind: 'exponential', delayMs: 1000, maxDelayMs: 60_000, jitter: true },
}

/** @throws AppError `INVALID_ARGUMENT` for what no retry policy can be */
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
 * The rest before the next run, in whole milliseconds.
 *
 * @param failedAttempts runs that failed so far, at least 1
 * @param random a number from 0 (included) to 1 (excluded); read only with jitter
 */
export function backoffDelay(backoff: Backoff, failedAttempts: number, random: () => number): number {
  // Beyond 2 ** 1023 lies Infinity, and a delay of 0 times that is no number.
  const factor = backoff.kind === 'exponential' ? 2 ** Math.min(failedAttempts - 1, 1023) : 1
  const full = Math.min(backoff.delayMs * factor, backoff.maxDelayMs)
  return Math.round(backoff.jitter ? full * random() : full)
}
