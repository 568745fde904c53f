import type { JobLimits } from '../../../domain/jobs/index.js'
import type { Clock, Logger, Random } from '../../../ports/platform/index.js'

/** The options of `MemoryJobQueue`. */
export interface MemoryJobQueueOptions {
  /** Used for delays, backoff, timeouts and ages. */
  readonly clock: Clock
  /** Used for the jitter of the backoff. */
  readonly random: Random
  readonly logger: Logger
  /** For all types together. Default: `DEFAULT_JOB_LIMITS`, 1,000 jobs and 16 MiB pending, 32 MiB finished. */
  readonly limits?: Partial<JobLimits>
}
