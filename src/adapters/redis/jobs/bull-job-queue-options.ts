import { AppError } from '../../../domain/platform/index.js'
import type { Clock, Logger, Random } from '../../../ports/platform/index.js'
import type { RedisSettings } from '../settings/index.js'

/** The options of `BullJobQueue`. */
export interface BullJobQueueOptions {
  readonly settings: RedisSettings
  /** Used for deadlines, timeouts of runs and intervals of workers. Times stored in Redis come from the clock of Redis. */
  readonly clock: Clock
  /** Used for the jitter of backoff and reconnects. */
  readonly random: Random
  readonly logger: Logger
  /**
   * Prefix of all keys and channels, without a separator at the end; default `cg:jobs`. Apps that share a server need
   * different ones, in different databases too: channels have no database.
   */
  readonly prefix?: string
  /** Deadline of a call, including the wait for a connection, in milliseconds; default 400. */
  readonly deadlineMs?: number
  /**
   * How long a worker keeps the lock of a job without renewing it, in milliseconds; default 10,000. If a worker dies, its
   * jobs run again after one to two times this value.
   */
  readonly lockMs?: number
}

/** Lock duration and intervals, in milliseconds. */
export interface LockTimes {
  readonly lockMs: number
  /** Interval of the check for stalled jobs. */
  readonly checkMs: number
  readonly renewMs: number
}

const DEFAULT_LOCK_MS = 10_000
const MIN_LOCK_MS = 400

/**
 * A dead worker is detected when its lock has expired and two checks have seen that: by default after 10 to 20 s. Locks are
 * renewed four times per lock duration, so the event loop may be blocked for three quarters of it without harm.
 *
 * @throws AppError `INVALID_ARGUMENT`
 */
export function lockTimes(lockMs = DEFAULT_LOCK_MS): LockTimes {
  if (!Number.isSafeInteger(lockMs) || lockMs < MIN_LOCK_MS) {
    throw new AppError('INVALID_ARGUMENT', `lockMs is ${String(lockMs)}`, {
      hint: `give whole milliseconds, ${MIN_LOCK_MS} or more`,
    })
  }
  return { lockMs, checkMs: Math.floor(lockMs / 2), renewMs: Math.floor(lockMs / 4) }
}
