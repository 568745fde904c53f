import {
  type AbortReason,
  type JobProgress,
  resultJson,
  runAborted,
  STUCK_AFTER_MS,
} from '../../../domain/jobs/index.js'
import type { AppError } from '../../../domain/platform/index.js'
import type { Clock, Logger, Timer } from '../../../ports/platform/index.js'
import type { JobLifecycle } from './job-lifecycle.js'
import type { JobRecord } from './job-record.js'
import { MemoryJobRun } from './memory-job-run.js'

/** What a run needs beside its job. */
interface JobExecutionOptions {
  readonly lifecycle: JobLifecycle
  readonly clock: Clock
  readonly logger: Logger
}

/** One run of one job: from its begin until its handler has really ended, which may be after the run counted. */
export class JobExecution {
  readonly job: JobRecord
  /** When it has taken too long, on the monotonic clock. */
  timeoutTick = Number.POSITIVE_INFINITY
  /** Its place among the active runs. */
  place = -1
  readonly #options: JobExecutionOptions
  #controller: AbortController | undefined
  #aborted: { readonly by: AbortReason; readonly reason: AppError } | undefined
  /** Whether the run has ended for its job; the handler may still go on. */
  #counted = false
  #stuck = false
  #stuckTimer: Timer | undefined

  constructor(job: JobRecord, options: JobExecutionOptions) {
    this.job = job
    this.#options = options
  }

  /** What the handler sees. */
  begin(): MemoryJobRun {
    this.#options.lifecycle.begin(this.job)
    return new MemoryJobRun(this)
  }

  /** The handler returned. */
  succeed(value: unknown): void {
    let result: string
    try {
      result = resultJson(value)
    } catch (error) {
      this.fail(error)
      return
    }
    if (this.#hasEnded()) return
    this.#options.lifecycle.succeed(this.job, result)
  }

  /** The handler threw. */
  fail(thrown: unknown): void {
    if (this.#hasEnded()) return
    if (this.#aborted?.by === 'close') this.#options.lifecycle.lose(this.job)
    else this.#options.lifecycle.fail(this.job, thrown)
  }

  /** Fires the signal. @returns its reason: the first abort counts */
  abort(by: AbortReason): AppError {
    if (!this.#aborted) {
      const reason = runAborted(this.job, by)
      this.#aborted = { by, reason }
      this.#controller?.abort(reason)
      // After a close nobody is left to start the attempt that a timeout would lead to.
      if (by === 'close') this.timeoutTick = Number.POSITIVE_INFINITY
    }
    return this.#aborted.reason
  }

  /** The run has failed, whatever the handler still does; its place stays taken until the handler ends. */
  timeOut(): void {
    const { lifecycle, clock, logger } = this.#options
    this.#counted = true
    this.timeoutTick = Number.POSITIVE_INFINITY
    this.#stuckTimer = clock.setTimer(STUCK_AFTER_MS, () => {
      this.#stuck = true
      logger.warn('job handler is stuck: it ignores its signal and keeps its place', this.#fields())
    })
    lifecycle.fail(this.job, this.abort('timeout'))
  }

  /** A report after the end has nobody to tell: the job is final, or the next run has its own progress. */
  progress(reported: number | JobProgress): void {
    if (!this.#counted) this.#options.lifecycle.progress(this.job, reported)
  }

  /** Made when first asked for: many handlers never look, and it is the dearest part of a run. */
  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController()
      if (this.#aborted) this.#controller.abort(this.#aborted.reason)
    }
    return this.#controller.signal
  }

  /** Whether the run counted before its handler ended; from now on it has. */
  #hasEnded(): boolean {
    if (!this.#counted) {
      this.#counted = true
      return false
    }
    this.#stuckTimer?.cancel()
    if (this.#stuck) this.#options.logger.info('a stuck job handler has ended', this.#fields())
    return true
  }

  #fields() {
    return { type: this.job.type, id: this.job.id, timeoutMs: this.job.timeoutMs }
  }
}
