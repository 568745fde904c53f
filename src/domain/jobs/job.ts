import type { JsonValue } from '../platform/json.js'
import type { JobState } from './job-state.js'

/** How far a running job is. */
export interface JobProgress {
  /** 0 to 100, never falling within an attempt. */
  readonly percent: number
  /** Cut to 200 characters. */
  readonly stage?: string
  /** Cut to 1,000 characters. */
  readonly message?: string
}

/** Why a run failed; bounded in size, so that a huge stack cannot fill the store. */
export interface JobFailure {
  readonly message: string
  /** The error's `code`, if it had one; a number as text. */
  readonly code?: string
  readonly stack?: string
}

/** When what happened, in milliseconds since the epoch; absent: not yet. */
export interface JobTimestamps {
  readonly createdAt: number
  /** Not to run before this moment. */
  readonly dueAt?: number
  /** Begin of the latest run. */
  readonly startedAt?: number
  readonly finishedAt?: number
}

/** A job as a reader sees it: a copy of its own, which later events do not change. */
export interface JobStatus {
  readonly id: string
  readonly type: string
  readonly state: JobState
  readonly progress: JobProgress
  /** Runs that began. */
  readonly attempts: number
  readonly maxAttempts: number
  /** Lower runs first; absent: after all that have one. */
  readonly priority?: number
  /** The idempotency key it was added with. */
  readonly key?: string
  readonly payload: JsonValue
  /** What the handler returned; present when completed. */
  readonly result?: JsonValue
  /** Why the latest failed run failed. */
  readonly error?: JobFailure
  /** A cancel was requested and the handler has not ended yet. */
  readonly cancelRequested: boolean
  readonly timestamps: JobTimestamps
  /** Rises with every change: the event id of `watch`. */
  readonly revision: number
}

/** How many jobs of a type are in each state; `paused` says whether the type takes no jobs. */
export type QueueStats = { readonly [state in JobState]: number } & { readonly paused: boolean }

/** Of a type never used. */
export const NO_JOBS: QueueStats = {
  waiting: 0,
  delayed: 0,
  active: 0,
  completed: 0,
  failed: 0,
  cancelled: 0,
  paused: false,
}

/** Thrown by a handler to end its job at once, whatever attempts are left. */
export class UnrecoverableError extends Error {
  override readonly name = 'UnrecoverableError'
}
