import { type AbortReason, runAborted, STUCK_AFTER_MS } from '../../../domain/jobs/index.js'
import { type AppError, type JsonValue, toJson } from '../../../domain/platform/index.js'
import type { JobHandler, JobRun } from '../../../ports/jobs/index.js'
import type { Clock, Logger, Timer } from '../../../ports/platform/index.js'
import type { JobLifecycle } from './job-lifecycle.js'
import type { JobRecord } from './job-record.js'

/** One run of one job: from its begin until its handler has really ended, which may be after the run counted. */
export class JobExecution {
  readonly job: JobRecord
  readonly #lifecycle: JobLifecycle
  readonly #clock: Clock
  readonly #logger: Logger
  #controller: AbortController | undefined
  #aborted: { readonly by: AbortReason; readonly reason: AppError } | undefined
  /** Whether the run has ended for its job; the handler may still go on. */
  #counted = false
  #stuck = false
  #timer: Timer | undefined

  constructor(job: JobRecord, lifecycle: JobLifecycle, clock: Clock, logger: Logger) {
    this.job = job
    this.#lifecycle = lifecycle
    this.#clock = clock
    this.#logger = logger
  }

  /** Resolves when the handler has ended; never rejects. */
  async run(handler: JobHandler): Promise<void> {
    this.#lifecycle.begin(this.job)
    this.#timer = this.#clock.setTimer(this.job.timeoutMs, () => this.#timeOut())
    let settle: () => void
    try {
      const value = await handler(this.#view())
      const result = toJson(value === undefined ? null : value, 'result')
      settle = () => this.#lifecycle.succeed(this.job, result)
    } catch (thrown) {
      settle = () => this.#failed(thrown)
    }
    this.#timer.cancel()
    if (!this.#counted) {
      this.#counted = true
      settle()
    } else if (this.#stuck) this.#logger.info('a stuck job handler has ended', this.#fields())
  }

  /** Fires the signal. @returns its reason: the first abort counts */
  abort(by: AbortReason): AppError {
    if (!this.#aborted) {
      const reason = runAborted(this.job, by)
      this.#aborted = { by, reason }
      this.#controller?.abort(reason)
      // After a close nobody is left to start the attempt that a timeout would lead to.
      if (by === 'close') this.#timer?.cancel()
    }
    return this.#aborted.reason
  }

  #failed(thrown: unknown): void {
    if (this.#aborted?.by === 'close') this.#lifecycle.lose(this.job)
    else this.#lifecycle.fail(this.job, thrown)
  }

  /** The run has failed, whatever the handler still does; its place stays taken until the handler ends. */
  #timeOut(): void {
    this.#counted = true
    this.#timer = this.#clock.setTimer(STUCK_AFTER_MS, () => {
      this.#stuck = true
      this.#logger.warn('job handler is stuck: it ignores its signal and keeps its place', this.#fields())
    })
    this.#lifecycle.fail(this.job, this.abort('timeout'))
  }

  #view(): JobRun {
    const { id, type, key, attempts, payload } = this.job
    const signal = () => this.#signal()
    return {
      id,
      type,
      payload: JSON.parse(payload) as JsonValue,
      attempt: attempts,
      key: key ?? id,
      get signal() {
        return signal()
      },
      progress: (reported) => {
        // A report after the end has nobody to tell: the job is final, or the next run has its own progress.
        if (!this.#counted) this.#lifecycle.progress(this.job, reported)
      },
    }
  }

  /** Made when first asked for: many handlers never look, and it is the dearest part of a run. */
  #signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController()
      if (this.#aborted) this.#controller.abort(this.#aborted.reason)
    }
    return this.#controller.signal
  }

  #fields() {
    return { type: this.job.type, id: this.job.id, timeoutMs: this.job.timeoutMs }
  }
}
