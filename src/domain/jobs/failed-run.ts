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

/**
 * What follows when the worker died during a run. The run counts as an attempt; so that no deployment fails a job that
 * has but one, the first loss is made good in any case. A job that kills its workers ends all the same.
 *
 * @param losses workers that died with this job, this one included
 */
export function afterLoss(job: Attempted, losses: number): 'lost' | 'cancelled' | 'exhausted' {
  if (job.cancelRequested) return 'cancelled'
  return job.attempts < job.retry.attempts || losses <= 1 ? 'lost' : 'exhausted'
}
