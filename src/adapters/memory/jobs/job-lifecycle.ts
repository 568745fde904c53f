import {
  isFinal,
  type JobEvent,
  type JobLimits,
  type JobProgress,
  NO_PROGRESS,
  nextState,
} from '../../../domain/jobs/index.js'
import { AppError } from '../../../domain/platform/index.js'
import type { Clock, Logger, Random } from '../../../ports/platform/index.js'
import type { RunFailure, RunResult, RunStore } from '../../shared/job-execution.js'
import { DelayedJobs } from './job-order.js'
import type { JobRecord } from './job-record.js'
import type { JobRegistry, JobsOfType } from './job-registry.js'
import { JobWatchers } from './job-watchers.js'

/** The only place that changes the state of a job: order, delays, capacity, retention and watchers follow from here. */
export class JobLifecycle implements RunStore<JobRecord, void> {
  readonly registry: JobRegistry
  readonly watchers = new JobWatchers()
  readonly #options: MemoryJobQueueOptions
  readonly #capacity: PendingCapacity
  readonly #delayed: DelayedJobs
  readonly #onWaiting: (jobs: JobsOfType) => void
  #serial = 0

  /** @param onWaiting called when a job starts to wait */
  constructor(
    options: MemoryJobQueueOptions,
    registry: JobRegistry,
    capacity: PendingCapacity,
    onWaiting: (jobs: JobsOfType) => void,
  ) {
    this.registry = registry
    this.#options = options
    this.#capacity = capacity
    this.#delayed = new DelayedJobs(options.clock, (job) => this.#wait(job, 'due'))
    this.#onWaiting = onWaiting
  }

  /** Starts the life of a new job: it waits, or is delayed. */
  start(job: JobRecord): void {
    job.createdAt = this.#options.clock.now()
    job.serial = ++this.#serial
    this.registry.of(job.type).holdKey(job)
    if (job.delayMs === 0) this.#wait(job)
    else {
      job.state = 'delayed'
      this.#delayed.add(job, job.delayMs)
    }
  }

  claim(job: JobRecord): void {
    job.attempts += 1
    job.progress = NO_PROGRESS
    job.startedAt = this.#options.clock.now()
    this.#apply(job, 'claimed')
  }

  progress(job: JobRecord, progress: JobProgress): void {
    job.progress = progress
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

  complete(job: JobRecord, { result, onStored }: RunResult): void {
    job.result = result
    onStored()
    this.#end(job, 'succeeded')
  }

  fail(job: JobRecord, { next, error, onStored, onCancelled }: RunFailure): void {
    if (next.event === 'cancelled') {
      onCancelled()
      this.#end(job, 'cancelled')
      return
    }
    job.error = error
    onStored()
    if (next.event === 'postponed') {
      this.#delayed.add(job, next.delayMs)
      this.#apply(job, 'postponed')
    } else if (next.event === 'requeued') this.#wait(job, 'requeued')
    else this.#end(job, 'exhausted')
  }

  /** The job is lost with the process: {@link close} logs it. */
  release(job: JobRecord): void {
    this.#wait(job, 'stalled')
  }

  /** Makes a failed job wait again, with all its attempts. */
  retry(job: JobRecord): void {
    job.attempts = 0
    job.progress = NO_PROGRESS
    job.dueAt = undefined
    job.finishedAt = undefined
    this.#wait(job, 'retried')
  }

  /** Removes a job that does not run. */
  remove(job: JobRecord): void {
    this.#leaveOrder(job)
    if (!isFinal(job.state)) this.#capacity.release(job)
    this.registry.of(job.type).remove(job)
    this.watchers.removed(job)
  }

  /** Logs each unfinished job, which is lost with this process, and ends all watchers. */
  close(): void {
    this.#delayed.stop()
    for (const { type, id, state, attempts } of this.registry.unfinished()) {
      const fields = { type, id, state, attempts }
      this.#options.logger.error('job lost: the queue closed before the job finished', fields)
    }
    this.watchers.close()
  }

  #wait(job: JobRecord, event?: JobEvent): void {
    const jobs = this.registry.of(job.type)
    jobs.waiting.add(job)
    if (event) this.#apply(job, event)
    this.#onWaiting(jobs)
  }

  #leaveOrder(job: JobRecord): void {
    this.registry.of(job.type).waiting.remove(job)
    this.#delayed.remove(job)
  }

  #end(job: JobRecord, event: JobEvent): void {
    job.cancelRequested = false
    job.finishedAt = this.#options.clock.now()
    // Watchers first: retention may delete the job at once.
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

/** Counts unfinished jobs against the limits: memory stays bounded, and no job is ever evicted. */
export class PendingCapacity {
  readonly #limits: JobLimits
  #jobs = 0
  #bytes = 0

  constructor(limits: JobLimits) {
    this.#limits = limits
  }

  /** Reserves capacity for all jobs, or none. @param bytes of all their payloads. @throws AppError `QUEUE_FULL` */
  reserve(jobs: number, bytes: number): void {
    const { maxPending, maxPendingBytes } = this.#limits
    if (this.#jobs + jobs > maxPending || this.#bytes + bytes > maxPendingBytes) {
      const exceedsLimit = jobs > maxPending || bytes > maxPendingBytes
      throw new AppError(
        'QUEUE_FULL',
        `cannot add ${jobs} jobs of ${bytes} bytes: ${this.#jobs} of ${maxPending} jobs and ` +
          `${this.#bytes} of ${maxPendingBytes} bytes are pending in this process`,
        {
          hint: exceedsLimit
            ? 'add fewer or smaller jobs at once, or raise jobs.maxPending or jobs.maxPendingBytes'
            : 'retry when pending jobs have finished, start workers, or use Redis',
          details: { pending: this.#jobs, maxPending, pendingBytes: this.#bytes, maxPendingBytes },
          ...(exceedsLimit ? {} : { retryAfterMs: 1000 }),
        },
      )
    }
    this.#jobs += jobs
    this.#bytes += bytes
  }

  release(job: JobRecord): void {
    this.#jobs -= 1
    this.#bytes -= job.bytes
  }
}

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
