import type { JobQueue } from '../../jobs/index.js'
import type { Law } from '../law.js'
import { jobAddLaws } from './job-add-laws.js'
import { jobAttemptLaws } from './job-attempt-laws.js'
import { jobCancelLaws } from './job-cancel-laws.js'
import { jobControlLaws } from './job-control-laws.js'
import { jobKeyLaws } from './job-key-laws.js'
import { toLaw } from './job-law.js'
import { jobOrderLaws } from './job-order-laws.js'
import { jobProgressLaws } from './job-progress-laws.js'
import { jobRetentionLaws } from './job-retention-laws.js'
import { jobRetryLaws } from './job-retry-laws.js'
import { jobSharedLaws } from './job-shared-laws.js'
import { jobTimeoutLaws } from './job-timeout-laws.js'
import { jobValueLaws } from './job-value-laws.js'
import { jobWatchLaws } from './job-watch-laws.js'
import { jobWorkerLaws } from './job-worker-laws.js'

/**
 * The laws of the port `JobQueue`. Times in them are minutes, so that the seconds a test takes do not matter; `elapse`
 * of the harness moves delays, backoff, timeouts, ages and the deadline of a close.
 *
 * Capabilities: `bounded` for a queue that refuses more than 1,000 unfinished jobs, `shared` for one whose store several
 * processes use.
 *
 * @param waitMs how long a law waits for what the queue should do, in real time
 */
export function jobLaws(waitMs = 5000): readonly Law<JobQueue>[] {
  return [
    ...jobAddLaws,
    ...jobKeyLaws,
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
