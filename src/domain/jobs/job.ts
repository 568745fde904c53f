import type { JsonValue } from '../platform/json.js'
import type { JobState } from './job-state.js'

/** The progress of a job: what its latest run reported, and 100 % once it is completed. */
export interface JobProgress {
  /** 0 to 100; never falls within an attempt. */
  readonly percent: number
  /** Truncated to 200 characters. */
  readonly stage?: string
  /** Truncated to 1,000 characters. */
  readonly message?: string
}

/** Why a run failed. Limited in size, so that a huge stack cannot fill the store. */
export interface JobFailure {
  readonly message: string
  /** The `code` of the error, if it has one; a number as text. */
  readonly code?: string
  readonly stack?: string
}

/** The times of a job, in milliseconds since the epoch; absent until they happen. */
export interface JobTimestamps {
  readonly createdAt: number
  /** The job does not run before this time. */
  readonly dueAt?: number
  /** Start of the latest run. */
  readonly startedAt?: number
  readonly finishedAt?: number
}

/** A snapshot of a job; later events do not change it. */
export interface JobStatus {
  readonly id: string
  readonly type: string
  readonly state: JobState
  readonly progress: JobProgress
  /** Runs that started. */
  readonly attempts: number
  readonly maxAttempts: number
  /** Lower runs first; jobs without a priority run last. */
  readonly priority?: number
  /** The idempotency key of the job. */
  readonly key?: string
  readonly payload: JsonValue
  /** The result of the handler; present when completed. */
  readonly result?: JsonValue
  /** Why the latest failed run failed. */
  readonly error?: JobFailure
  /** Whether a cancel was requested and the handler still runs. */
  readonly cancelRequested: boolean
  readonly timestamps: JobTimestamps
  /** Increases with every change: the event id of `watch`. */
  readonly revision: number
}

/** The number of jobs of a type in each state, and whether the type is paused. */
export type QueueStats = { readonly [state in JobState]: number } & { readonly paused: boolean }

/** The statistics of a type without jobs. */
export const NO_JOBS: QueueStats = {
  waiting: 0,
  delayed: 0,
  active: 0,
  completed: 0,
  failed: 0,
  cancelled: 0,
  paused: false,
}

/** A handler throws it to end its job as `failed` at once, even if attempts are left. */
export class UnrecoverableError extends Error {
  override readonly name = 'UnrecoverableError'
}
