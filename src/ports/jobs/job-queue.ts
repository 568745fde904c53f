import type { JobProgress, JobState, JobStatus, QueueStats, Retention, RetryPolicy } from '../../domain/jobs/index.js'
import type { JsonValue } from '../../domain/platform/index.js'

/** A job to accept. What it carries is fixed here: a later add of the same key changes nothing. */
export interface JobRequest {
  readonly type: string
  /** Made by the caller's side, so that an add whose outcome is unknown can be repeated. */
  readonly id: string
  /** Anything with a JSON form of at most 1 MiB in UTF-8; falsy values survive as they are. */
  readonly payload: unknown
  readonly retry: RetryPolicy
  /** A run that takes longer is aborted and counts as failed; milliseconds. */
  readonly timeoutMs: number
  /** Meant to be the same for all jobs of a type; where it differs, which one holds is up to the adapter. */
  readonly retention: Retention
  /** Not to run earlier than this many milliseconds from now. */
  readonly delayMs?: number
  /** Lower runs first, ties first in first out; a job without one runs after all that have one. 0 to 1,000,000. */
  readonly priority?: number
  /** Idempotency key, within the type. */
  readonly key?: string
  /**
   * How long the key of this job blocks another one: while this is not finished (default), or as long as it is kept.
   * What counts is what the job that has the key was added with.
   */
  readonly unique?: 'unfinished' | 'retained'
  /**
   * From the add on the key blocks at least this many milliseconds, whatever becomes of the job: also when it has ended,
   * was dropped by any retention or for want of room, or was removed. The answer to an add that it blocks has the id of a
   * job that may be gone. Read only with a key. Default 0.
   */
  readonly keyHeldMs?: number
}

/** The answer to an add: the id of the job that has or holds the key, and whether this call made it. */
export interface JobReceipt {
  readonly id: string
  readonly created: boolean
}

/** What a handler is given for one run. */
export interface JobRun {
  readonly id: string
  readonly type: string
  /** A copy of its own. */
  readonly payload: JsonValue
  /** 1 for the first run. */
  readonly attempt: number
  /** The idempotency key of the job, else its id: the same in every attempt. */
  readonly key: string
  /** Aborted by cancel, by the timeout and at the close deadline; its `reason` says which. */
  readonly signal: AbortSignal
  /**
   * Reports progress: 0 to 100, or with stage and message, which are cut to 200 and 1,000 characters. A lower percentage
   * than before is raised to it.
   */
  progress(progress: number | JobProgress): void
}

/**
 * Runs a job once. What it resolves to is the result (JSON of at most 1 MiB; `undefined` is kept as `null`), and a
 * result without JSON form, or a larger one, makes the run fail; what it throws makes the run fail; an `UnrecoverableError` ends the job whatever attempts
 * are left. Past the timeout the run has failed, whatever it still does; its place among the concurrent runs is free
 * only when it really ends.
 */
export type JobHandler = (run: JobRun) => Promise<unknown>

/** How a worker takes jobs. */
export interface WorkOptions {
  /** Jobs of this type that run at once in this process: 1 to 1000. */
  readonly concurrency: number
}

/** Which jobs to list, newest first. */
export interface JobListing {
  /** Left out: all. */
  readonly states?: readonly JobState[]
  readonly offset: number
  /** 1 to 1000. */
  readonly limit: number
}

/** What `cancel` did. `requested`: the job runs, its signal fires. `unchanged`: it had ended already. */
export type CancelResult = 'cancelled' | 'requested' | 'unchanged'

/**
 * Keeps jobs and hands them to workers. An accepted job is run to completion, or ends `failed` or `cancelled`,
 * whatever worker dies (at least once); only finished jobs are ever dropped, by their retention. What follows a run that
 * failed is said by `afterFailure`. A run that was lost with its worker counts as an attempt: the job waits again while
 * attempts are left, and after its first loss in any case, so that no deployment fails a job that has but one; else it ends
 * `failed` with the code `WORKER_LOST`; if its cancel was requested, it is `cancelled`.
 *
 * States and their steps are those of `JOB_TRANSITIONS`; statistics, status, lists and watchers agree with them.
 * Readers and handlers get copies of their own.
 *
 * Failure, in all methods: `STORE_UNAVAILABLE` if the store did not answer within the adapter's deadline and nothing
 * was done; `OUTCOME_UNKNOWN` if it may have been done. Workers, unlike callers, wait for the store without end.
 *
 * Ordering: first in first out within a type and priority; a delayed job joins its place when it is due, never early.
 */
export interface JobQueue {
  /**
   * Accepts a job. Of any number of concurrent adds with one key (or one id), exactly one has `created: true` and all
   * give the same id. Resolved means kept.
   *
   * @throws AppError `UNSERIALISABLE` (with the pointer), `JOB_TOO_LARGE`, `INVALID_ARGUMENT`, `QUEUE_FULL`
   */
  add(request: JobRequest): Promise<JobReceipt>

  /**
   * Accepts jobs in the order given; all or none where the arguments are wrong, or where a bounded queue has no room. A
   * store may take them in parts: where a later part fails, it is `OUTCOME_UNKNOWN` whatever the reason, nothing more is
   * added, and a repetition with the same ids adds what is missing.
   */
  addMany(requests: readonly JobRequest[]): Promise<readonly JobReceipt[]>

  /** The job as it stands, or `undefined` if there is none (any more). */
  get(type: string, id: string): Promise<JobStatus | undefined>

  /** Jobs of a type, newest first. */
  list(type: string, listing: JobListing): Promise<readonly JobStatus[]>

  /** How many jobs are in each state. A type never used has zeros. */
  stats(type: string): Promise<QueueStats>

  /**
   * Cancels a job: at once if it does not run, else by its signal, in whatever process it runs. An error of the
   * handler after the signal makes it `cancelled` without retry; a result still makes it `completed`.
   *
   * @throws AppError `JOB_NOT_FOUND`
   */
  cancel(type: string, id: string): Promise<CancelResult>

  /**
   * Lets a failed job run again, with all its attempts (they are counted anew) and its priority, behind the jobs that
   * wait. Decided in one atomic step.
   *
   * @throws AppError `JOB_NOT_FOUND`, `ILLEGAL_JOB_STATE` if it is not failed or another job has taken its key since,
   *   `QUEUE_FULL`
   */
  retry(type: string, id: string): Promise<JobStatus>

  /** Forgets a job that is not active. Returns whether there was one. @throws AppError `ILLEGAL_JOB_STATE` if active */
  remove(type: string, id: string): Promise<boolean>

  /**
   * Drops the finished jobs of a type that are past the age of their retention, and returns how many. A queue may drop
   * them earlier by itself, never before that age.
   */
  trim(type: string): Promise<number>

  /** Lets no further job of the type start, in any process; running ones go on. May be repeated. */
  pause(type: string): Promise<void>

  /** Ends a pause. May be repeated. */
  resume(type: string): Promise<void>

  /**
   * Starts to hand jobs of a type to `handler`, in this process, until the returned function is called; that one stops
   * taking at once and resolves when no run of this worker is left.
   *
   * @throws AppError `INVALID_ARGUMENT` for a bad concurrency or a second worker of the type in this queue
   */
  work(type: string, handler: JobHandler, options: WorkOptions): Promise<() => Promise<void>>

  /**
   * The job's snapshots as it changes, from any process, beginning with the present one. Conflated: a slow reader
   * misses steps between, never the last. Revisions rise. Ends after a final state, when the job is removed or gone,
   * when `signal` aborts, and at close.
   */
  watch(type: string, id: string, options?: { readonly signal?: AbortSignal }): AsyncIterable<JobStatus>

  /**
   * Stops taking and accepting jobs, lets running handlers end until `deadlineMs` is over, then aborts their signals.
   * Always returns, at most a second after the deadline. What could not be run and will be lost is logged job by job.
   * May be repeated. `add`, `addMany`, `retry` and `work` fail with `APP_CLOSED` from the call on, all else but `watch`
   * (which ends) from its end on.
   */
  close(deadlineMs: number): Promise<void>
}
