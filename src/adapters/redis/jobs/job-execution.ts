import {
  type AbortReason,
  advance,
  afterFailure,
  type FailedRun,
  NO_PROGRESS,
  resultJson,
  runAborted,
  STUCK_AFTER_MS,
  toJobFailure,
} from '../../../domain/jobs/index.js'
import type { AppError, JsonValue } from '../../../domain/platform/index.js'
import type { JobHandler, JobRun } from '../../../ports/jobs/index.js'
import type { Clock, Logger, Random, Timer } from '../../../ports/platform/index.js'
import type { HandedJob } from './job-scripts.js'
import type { RunJournal } from './run-journal.js'
import type { TakenJob } from './taken-job.js'

/** What one run of a job needs. */
interface ExecutionContext {
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
}

/** One run of one job: from its begin until its handler has really ended, which may be after the run counted. */
export class JobExecution {
  readonly job: TakenJob
  readonly #journal: RunJournal
  readonly #context: ExecutionContext
  #controller: AbortController | undefined
  #aborted: { readonly by: AbortReason; readonly reason: AppError } | undefined
  #progress = NO_PROGRESS
  /** Whether the run has ended for its job; the handler may still go on. */
  #counted = false
  #noted = false
  #lost = false
  #stuck = false
  #timer: Timer | undefined
  #end: ((fetch: boolean) => Promise<HandedJob | undefined>) | undefined

  constructor(job: TakenJob, journal: RunJournal, context: ExecutionContext) {
    this.job = job
    this.#journal = journal
    this.#context = context
  }

  /** Whether the job is still this run's to keep: until Redis has noted what the run came to, or it was lost. */
  get holds(): boolean {
    return !this.#noted && !this.#lost
  }

  /** Resolves when the handler has ended; never rejects. What it came to is noted by {@link end}. */
  async run(handler: JobHandler): Promise<void> {
    this.#timer = this.#context.clock.setTimer(this.job.timeoutMs, () => this.#timeOut())
    try {
      const value = await handler(this.#view())
      const result = resultJson(value)
      this.#end = (fetch) => this.#journal.succeed(result, fetch)
    } catch (thrown) {
      this.#end = (fetch) => this.#fail(thrown, fetch)
    }
    this.#timer.cancel()
    if (this.#stuck) this.#context.logger.info('a stuck job handler has ended', this.#fields())
  }

  /** Notes what the run came to, unless it has counted; the next job, if there is one and `fetch`. */
  async end(fetch: boolean): Promise<HandedJob | undefined> {
    if (this.#counted) return undefined
    this.#counted = true
    const handed = await this.#end?.(fetch)
    this.#noted = true
    return handed
  }

  /** Gives the job back, whatever the handler still does. */
  async release(): Promise<void> {
    if (this.#counted) return
    this.#counted = true
    await this.#journal.release(true)
    this.#noted = true
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

  /** Another worker has the job, or it is gone: what this run still does is in vain. */
  lose(): void {
    // The answer to the end of a run may be on its way.
    if (this.#counted || this.#lost) return
    this.#lost = true
    const { type, id } = this.job
    this.#context.logger.warn('a run has lost its job to another worker, or the job is gone; its signal fires', {
      type,
      id,
    })
    this.abort('lost')
  }

  async #fail(thrown: unknown, fetch: boolean): Promise<HandedJob | undefined> {
    if (this.#aborted?.by === 'close') {
      await this.#journal.release(true)
      return undefined
    }
    const { attempt: attempts, retry } = this.job
    // Whether a cancel was requested is decided where that is known for certain: in Redis.
    const next = afterFailure({ attempts, retry, cancelRequested: false }, thrown, () => this.#context.random.next())
    const handed = await this.#journal.fail(next, JSON.stringify(toJobFailure(thrown)), fetch)
    this.#log(next, thrown)
    return handed
  }

  #log(next: FailedRun, error: unknown): void {
    if (this.#journal.outcome === 'cancelled' || this.#journal.outcome === 'refused') return
    const { id, type, attempt, retry } = this.job
    const fields = { type, id, attempt, maxAttempts: retry.attempts, error }
    if (next.event === 'exhausted') this.#context.logger.error('job failed', fields)
    else {
      const delayMs = next.event === 'postponed' ? next.delayMs : 0
      this.#context.logger.warn('job attempt failed and will be repeated', { ...fields, delayMs })
    }
  }

  /** The run has failed, whatever the handler still does; its place stays taken until the handler ends. */
  #timeOut(): void {
    this.#counted = true
    this.#timer = this.#context.clock.setTimer(STUCK_AFTER_MS, () => {
      this.#stuck = true
      this.#context.logger.warn('job handler is stuck: it ignores its signal and keeps its place', this.#fields())
    })
    void this.#fail(this.abort('timeout'), false).then(() => {
      this.#noted = true
    })
  }

  #view(): JobRun {
    const { id, type, key, attempt, payload } = this.job
    const signal = () => this.#signal()
    return {
      id,
      type,
      payload: payload as JsonValue,
      attempt,
      key,
      get signal() {
        return signal()
      },
      progress: (reported) => {
        // A report after the end has nobody to tell: the job is final, or the next run has its own progress.
        if (this.#counted) return
        this.#progress = advance(this.#progress, reported)
        this.#journal.progress(JSON.stringify(this.#progress))
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
