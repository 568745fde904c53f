import type { Clock, Logger, Random } from '../../../ports/platform/index.js'
import type { RedisSettings } from '../settings/index.js'

/** What the queue on Redis needs. */
export interface BullJobQueueOptions {
  readonly settings: RedisSettings
  /** Deadlines, timeouts of runs and the intervals of the workers. What lives in Redis goes by the clock of Redis. */
  readonly clock: Clock
  /** The jitter of the backoff and of reconnecting. */
  readonly random: Random
  readonly logger: Logger
  /** What all keys begin with; default `curriculum:jobs`. */
  readonly prefix?: string
  /** What a call may take, waiting for a connection included, in milliseconds; default 400. */
  readonly deadlineMs?: number
  /**
   * How long a job stays with a worker that gives no sign of life, in milliseconds; default 10,000. The job of one that
   * died runs again after one to two of these times.
   */
  readonly lockMs?: number
}
