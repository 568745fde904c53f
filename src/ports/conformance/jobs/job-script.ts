import type { JobState, QueueStats } from '../../../domain/jobs/index.js'

/** The time that scripts count in: far above what a test takes, so that nothing falls due by the test's own seconds. */
export const QUANTUM_MS = 60_000

/** The retention of all jobs of a script: three of each final state, two and a half quanta long. */
export const SCRIPT_RETENTION = { age: (2.5 * QUANTUM_MS) / 1000, count: 3 }

/** One thing that is done to a queue. `pick` chooses among the jobs that are there, or among those that run. */
export type JobStep =
  | { readonly do: 'add'; readonly jobs: readonly NewJob[] }
  | { readonly do: 'succeed'; readonly pick: number; readonly result: unknown }
  | { readonly do: 'fail'; readonly pick: number; readonly how: 'error' | 'unrecoverable' | 'unserialisable' }
  | { readonly do: 'cancel' | 'retry' | 'remove'; readonly pick: number }
  | { readonly do: 'pause' | 'resume' | 'elapse' }

/** A job of a script. */
export interface NewJob {
  /** Left out: a new one, counted up. */
  readonly id?: string
  readonly key?: string
  readonly unique: 'unfinished' | 'retained'
  readonly priority?: number
  /** In quanta. */
  readonly delay: number
  readonly maxAttempts: number
  /** The first rest, in quanta. */
  readonly backoff: number
}

/** All that can be seen of a queue. */
export interface JobsView {
  readonly stats: QueueStats
  /** Newest first. */
  readonly jobs: readonly JobView[]
  /** Ids in the order in which runs began. */
  readonly began: readonly string[]
}

/** What can be seen of a job, but for its times. */
export interface JobView {
  readonly id: string
  readonly state: JobState
  readonly attempts: number
  readonly maxAttempts: number
  readonly cancelRequested: boolean
  readonly priority: number | undefined
  readonly key: string | undefined
  readonly result: unknown
  /** The code of its failure, else the message. */
  readonly error: string | undefined
}
