import { UnrecoverableError } from './job.js'
import { backoffDelay, type RetryPolicy } from './retry-policy.js'

/** What a run that did not succeed means for its job: the event to apply, and with `postponed` the rest before it. */
export type FailedRun =
  | { readonly event: 'cancelled' | 'exhausted' | 'retried' }
  | { readonly event: 'postponed'; readonly delayMs: number }

/** How a job stands at the end of a run. */
interface Attempted {
  /** Runs that began, this one included. */
  readonly attempts: number
  readonly retry: RetryPolicy
  readonly cancelRequested: boolean
}

/**
 * What follows when a handler threw, ran into its timeout or returned what has no JSON form.
 *
 * @param random a number from 0 (included) to 1 (excluded); read only with jitter
 */
export function afterFailure(job: Attempted, thrown: unknown, random: () => number): FailedRun {
  if (job.cancelRequested) return { event: 'cancelled' }
  if (thrown instanceof UnrecoverableError || job.attempts >= job.retry.attempts) return { event: 'exhausted' }
  const delayMs = backoffDelay(job.retry.backoff, job.attempts, random)
  return delayMs === 0 ? { event: 'retried' } : { event: 'postponed', delayMs }
}
