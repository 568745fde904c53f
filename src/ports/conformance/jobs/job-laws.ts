import type { JobQueue } from '../../jobs/index.js'
import type { Law } from '../law.js'
import { jobAddLaws, jobKeyLaws } from './job-add-laws.js'
import { jobArgumentLaws } from './job-argument-laws.js'
import { jobAttemptLaws } from './job-attempt-laws.js'
import { jobCancelLaws, jobTimeoutLaws } from './job-cancel-timeout-laws.js'
import { jobControlLaws, jobRetryLaws } from './job-control-laws.js'
import { toLaw } from './job-law.js'
import { jobOrderLaws } from './job-order-laws.js'
import { jobProgressLaws, jobWatchLaws } from './job-progress-watch-laws.js'
import { jobRetentionLaws } from './job-retention-laws.js'
import { jobValueLaws } from './job-value-laws.js'
import { jobSharedLaws, jobWorkerLaws } from './job-worker-laws.js'

/**
 * The contract tests of `JobQueue`. Their times are minutes, so that the seconds a test takes do not matter; `advanceTime` of the
 * harness advances delays, backoff, timeouts, ages and the deadline of `close`.
 *
 * Capabilities: `bounded` for a queue that rejects more than 1,000 unfinished jobs, `shared` for a store that several
 * processes use.
 *
 * @param waitMs how long a test waits for an effect, in real time
 */
export function jobLaws(waitMs = 5000): readonly Law<JobQueue>[] {
  return [
    ...jobAddLaws,
    ...jobKeyLaws,
    ...jobArgumentLaws,
    ...jobValueLaws,
    ...jobOrderLaws,
    ...jobAttemptLaws,
    ...jobCancelLaws,
    ...jobTimeoutLaws,
    ...jobProgressLaws,
    ...jobWatchLaws,
    ...jobControlLaws,
    ...jobRetryLaws,
    ...jobRetentionLaws,
    ...jobWorkerLaws,
    ...jobSharedLaws,
  ].map((law) => toLaw(law, waitMs))
}
