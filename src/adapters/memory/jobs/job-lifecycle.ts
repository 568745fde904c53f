import {
  advance,
  afterFailure,
  isFinal,
  type JobEvent,
  type JobProgress,
  NO_PROGRESS,
  nextState,
  toJobFailure,
} from '../../../domain/jobs/index.js'
import { DelayedJobs } from './delayed-jobs.js'
import type { JobRecord } from './job-record.js'
import type { JobRegistry } from './job-registry.js'
import type { JobsOfType } from './jobs-of-type.js'
import type { MemoryJobQueueOptions } from './memory-job-queue-options.js'
import type { PendingCapacity } from './pending-capacity.js'
import { Watchers } from './watchers.js'

/** The only place where a job changes its state: order, delays, capacity, retention and watchers follow from here. */
export class JobLifecycle {
  readonly registry: JobRegistry
  readonly watchers = new Watchers()
  readonly #options: MemoryJobQueueOptions
  readonly #capacity: PendingCapacity
  readonly #delayed: DelayedJobs
  readonly #onReady: (jobs: JobsOfType) => void
  #serial = 0

  /** @param onReady called when a job has begun to wait */
  constructor(
    options: MemoryJobQueueOptions,
    registry: JobRegistry,
    capacity: PendingCapacity,
    onReady: (jobs: JobsOfType) => void,
  ) {
    this.registry = registry
    this.#options = options
    this.#capacity = capacity
    this.#delayed = new DelayedJobs(options.clock, (job) => this.#ready(job, 'due'))
    this.#onReady = onReady
  }

  /** Puts a new job where it belongs. */
  start(job: JobRecord): void {
    job.createdAt = this.#options.clock.now()
    job.serial = ++this.#serial
    this.registry.of(job.type).holdKey(job)
    if (job.delayMs === 0) this.#ready(job)
    else {
      job.state = 'delayed'
      this.#delayed.join(job, job.delayMs)
    }
  }

  begin(job: JobRecord): void {
    job.attempts += 1
    job.progress = NO_PROGRESS
    job.startedAt = this.#options.clock.now()
    this.#apply(job, 'taken')
  }

  /** @throws AppError `INVALID_ARGUMENT` */
  progress(job: JobRecord, reported: number | JobProgress): void {
    job.progress = advance(job.progress, reported)
    this.#touch(job)
  }

  requestCancel(job: JobRecord): void {
    job.cancelRequested = true
    this.#touch(job)
  }

  /** Cancels a job that does not run. */
  cancel(job: JobRecord): void {
    this.#leaveOrder(job)
    this.#end(job, 'cancelled')
  }

  succeed(job: JobRecord, result: string): void {
    job.result = result
    this.#end(job, 'succeeded')
  }

  /** A run failed: the job ends or rests, by its attempts, its backoff and whether it was to be cancelled. */
  fail(job: JobRecord, thrown: unknown): void {
    const next = afterFailure(job, thrown, () => this.#options.random.next())
    if (next.event === 'cancelled') {
      this.#end(job, 'cancelled')
      return
    }
    job.error = toJobFailure(thrown)
    const { id, type, attempts, retry } = job
    const fields = { type, id, attempt: attempts, maxAttempts: retry.attempts, error: thrown }
    if (next.event === 'exhausted') {
      this.#options.logger.error('job failed', fields)
      this.#end(job, 'exhausted')
      return
    }
    const delayMs = next.event === 'postponed' ? next.delayMs : 0
    this.#options.logger.warn('job attempt failed and will be repeated', { ...fields, delayMs })
    if (next.event === 'postponed') {
      this.#delayed.join(job, delayMs)
      this.#apply(job, 'postponed')
    } else this.#ready(job, 'retried')
  }

  /** Its run was cut off by the close. */
  lose(job: JobRecord): void {
    this.#ready(job, 'lost')
  }

  /** Makes a failed job wait again, with all its attempts. */
  revive(job: JobRecord): void {
    job.attempts = 0
    job.progress = NO_PROGRESS
    job.dueAt = undefined
    job.finishedAt = undefined
    this.#ready(job, 'revived')
  }

  /** Drops a job that does not run. */
  forget(job: JobRecord): void {
    this.#leaveOrder(job)
    if (!isFinal(job.state)) this.#capacity.release(job)
    this.registry.of(job.type).forget(job)
    this.watchers.gone(job)
  }

  /** Says which jobs this process did not bring to their end, and ends all watching. */
  close(): void {
    this.#delayed.stop()
    for (const { type, id, state, attempts } of this.registry.unfinished()) {
      const fields = { type, id, state, attempts }
      this.#options.logger.error('job lost: the queue was closed before the job was done', fields)
    }
    this.watchers.close()
  }

  #ready(job: JobRecord, event?: JobEvent): void {
    const jobs = this.registry.of(job.type)
    jobs.ready.join(job)
    if (event) this.#apply(job, event)
    this.#onReady(jobs)
  }

  #leaveOrder(job: JobRecord): void {
    this.registry.of(job.type).ready.leave(job)
    this.#delayed.leave(job)
  }

  #end(job: JobRecord, event: JobEvent): void {
    job.cancelRequested = false
    job.finishedAt = this.#options.clock.now()
    // The watchers first: retention may drop the job at once.
    this.#apply(job, event)
    this.#capacity.release(job)
    this.registry.of(job.type).finish(job)
  }

  #apply(job: JobRecord, event: JobEvent): void {
    job.state = nextState(job.state, event)
    this.#touch(job)
  }

  #touch(job: JobRecord): void {
    job.revision += 1
    this.watchers.changed(job)
  }
}
