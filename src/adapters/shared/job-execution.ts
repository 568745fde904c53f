import {
  type AbortReason,
  advanceProgress,
  afterFailure,
  type FailedRun,
  type JobFailure,
  type JobProgress,
  NO_PROGRESS,
  type RetryPolicy,
  resultJson,
  runAborted,
  toJobFailure,
} from '../../domain/jobs/index.js'
import type { AppError, JsonValue } from '../../domain/platform/index.js'
import type { JobRun } from '../../ports/jobs/index.js'
import type { Clock, LogFields, Logger, Random, Timer } from '../../ports/platform/index.js'

/** How long a handler may ignore the signal of its timeout before it is reported as stuck. */
export const STUCK_AFTER_MS = 1000

/** A claimed job: what its run needs to know. */
export interface RunnableJob {
  readonly id: string
  readonly type: string
  readonly key: string | undefined
  /** Runs that started, this one included. */
  readonly attempts: number
  readonly retry: RetryPolicy
  readonly timeoutMs: number
  /** `false` as well where only the store knows; the store then decides between `cancelled` and the next attempt. */
  readonly cancelRequested: boolean
  /** A copy for the handler. */
  readPayload(): JsonValue
}

/**
 * Stores what happens to a job during one run. A store in memory does it at once (`Answer` is `void`), a remote one
 * returns a promise that never rejects: it repeats the call until the server accepts it.
 */
export interface RunStore<Job, Answer> {
  /** @param fetchNext whether to claim the next job in the same step */
  complete(job: Job, result: RunResult, fetchNext: boolean): Answer
  /** Ends the attempt as `failure.next` says. @param fetchNext whether to claim the next job in the same step */
  fail(job: Job, failure: RunFailure, fetchNext: boolean): Answer
  /**
   * Puts the job back in front of the waiting ones; the attempt counts.
   *
   * @param onStored to be called when another worker can take it
   */
  release(job: Job, onStored: () => void): Answer
  progress(job: Job, progress: JobProgress): void
}

/** A successful run. */
export interface RunResult {
  /** As JSON. */
  readonly result: string
  /** To be called when the result is stored: not if another worker took the job over. */
  onStored(): void
}

/** A failed attempt. */
export interface RunFailure {
  readonly next: FailedRun
  readonly error: JobFailure
  /** To be called when the failure is stored: not for a cancelled job, nor one that another worker took over. */
  onStored(): void
  /** To be called instead if the job was cancelled. */
  onCancelled(): void
}

interface JobExecutionDeps<Job, Answer> {
  readonly store: RunStore<Job, Answer>
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
}

/**
 * One run of one job: timeout, abort signal, progress, outcome and log lines. The caller starts the handler with
 * {@link run}, passes its end to {@link returned} or {@link threw}, and stores the outcome with {@link finish}. After a
 * timeout the outcome is stored while the handler still runs; the later end of the handler changes nothing.
 */
export class JobExecution<Job extends RunnableJob, Answer> {
  readonly job: Job
  /** When the run times out, on the monotonic clock. Set by `ActiveRuns`. */
  timeoutTick = Number.POSITIVE_INFINITY
  /** Its position in `ActiveRuns`. */
  index = -1
  readonly #deps: JobExecutionDeps<Job, Answer>
  readonly #startedAt: number
  #controller: AbortController | undefined
  #aborted: { readonly by: AbortReason; readonly reason: AppError } | undefined
  #progress = NO_PROGRESS
  #result = 'null'
  #error: { readonly thrown: unknown } | undefined
  /** Whether the outcome for the job is decided; the handler may still run. */
  #settled = false
  #stalled = false
  #stuck = false
  #stuckTimer: Timer | undefined
  /** Whether a line about its end was logged. */
  #isReported = false

  constructor(job: Job, deps: JobExecutionDeps<Job, Answer>) {
    this.job = job
    this.#deps = deps
    this.#startedAt = deps.clock.monotonic()
  }

  /** Whether another worker took the job over, or it was removed. */
  get stalled(): boolean {
    return this.#stalled
  }

  /** What the handler sees. */
  run(): JobRun {
    return new HandlerRun(this)
  }

  /** The handler returned `value`. */
  returned(value: unknown): void {
    try {
      this.#result = resultJson(value)
    } catch (error) {
      this.#error = { thrown: error }
    }
    this.#handlerEnded()
  }

  /** The handler threw. */
  threw(thrown: unknown): void {
    this.#error = { thrown }
    this.#handlerEnded()
  }

  /** Stores the outcome, unless the run timed out or was released before. */
  finish(fetchNext: boolean): Answer | undefined {
    if (this.#settled) return undefined
    this.#settled = true
    if (!this.#error) return this.#complete(fetchNext)
    if (this.#aborted?.by === 'close') return this.#release()
    return this.#fail(this.#error.thrown, fetchNext)
  }

  /** Puts the job back while the handler still runs. */
  release(): Answer | undefined {
    if (this.#settled) return undefined
    this.#settled = true
    return this.#release()
  }

  /** The process ends before the store has accepted the end of the run. */
  cutOff(): void {
    if (this.#isReported || this.#stalled) return
    this.#report('warn', 'job cut off: the store does not answer; another worker runs it again when its lock expires')
  }

  /** Fires the signal. @returns the reason of the first abort */
  abort(by: AbortReason): AppError {
    if (!this.#aborted) {
      const reason = runAborted(this.job, by)
      this.#aborted = { by, reason }
      this.#controller?.abort(reason)
      // After a close no worker is left for the next attempt, so a timeout must not cause one.
      if (by === 'close') this.timeoutTick = Number.POSITIVE_INFINITY
    }
    return this.#aborted.reason
  }

  /** Fails the attempt while the handler still runs. The handler keeps its slot until it ends. */
  timeOut(): void {
    const { clock, logger } = this.#deps
    this.#settled = true
    this.timeoutTick = Number.POSITIVE_INFINITY
    this.#stuckTimer = clock.setTimer(STUCK_AFTER_MS, () => {
      this.#stuck = true
      logger.warn('job handler is stuck: it ignores its abort signal and keeps its slot', this.#fields())
    })
    this.#fail(this.abort('timeout'), false)
  }

  /** Another worker took the job over, or it was removed: aborts the handler. */
  stall(): void {
    // A settled run may only wait for the answer to its own outcome.
    if (this.#settled || this.#stalled) return
    this.#stalled = true
    this.#report('warn', 'job stalled: another worker took it over, or it was removed; aborting this run')
    this.abort('stalled')
  }

  /** Ignored after the end: the job is final, or its next run has its own progress. */
  progress(reported: number | JobProgress): void {
    if (this.#settled) return
    this.#progress = advanceProgress(this.#progress, reported)
    this.#deps.store.progress(this.job, this.#progress)
  }

  /** Created on first use: many handlers do not read it, and it costs more than the rest of a run. */
  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController()
      if (this.#aborted) this.#controller.abort(this.#aborted.reason)
    }
    return this.#controller.signal
  }

  #handlerEnded(): void {
    this.timeoutTick = Number.POSITIVE_INFINITY
    this.#stuckTimer?.cancel()
    if (this.#stuck) this.#deps.logger.info('a stuck job handler has ended', this.#fields())
  }

  #complete(fetchNext: boolean): Answer {
    const onStored = this.#reporter('info', 'job completed')
    return this.#deps.store.complete(this.job, { result: this.#result, onStored }, fetchNext)
  }

  #release(): Answer {
    return this.#deps.store.release(this.job, this.#reporter('info', 'job given back: this worker is stopping'))
  }

  #fail(thrown: unknown, fetchNext: boolean): Answer {
    const { store, random } = this.#deps
    const next = afterFailure(this.job, thrown, () => random.next())
    const fields = { maxAttempts: this.job.retry.attempts, error: thrown }
    const delayMs = next.event === 'postponed' ? next.delayMs : 0
    const onStored =
      next.event === 'exhausted'
        ? this.#reporter('error', 'job failed', fields)
        : this.#reporter('warn', 'job attempt failed and will be retried', { ...fields, delayMs })
    const onCancelled = this.#reporter('info', 'job cancelled')
    return store.fail(this.job, { next, error: toJobFailure(thrown), onStored, onCancelled }, fetchNext)
  }

  /** Logs a line about the end of the run. */
  #report(level: 'info' | 'warn' | 'error', message: string, more: LogFields = {}): void {
    this.#reporter(level, message, more)()
  }

  /** A function that logs it. Attempt and duration are those of now: the job may change with its next run. */
  #reporter(level: 'info' | 'warn' | 'error', message: string, more: LogFields = {}): () => void {
    const { type, id, attempts: attempt } = this.job
    const durationMs = Math.round(this.#deps.clock.monotonic() - this.#startedAt)
    return () => {
      this.#isReported = true
      this.#deps.logger[level](message, { type, id, attempt, durationMs, ...more })
    }
  }

  #fields() {
    return { type: this.job.type, id: this.job.id, timeoutMs: this.job.timeoutMs }
  }
}

/** Where a handler's view gets what is created on first use. */
interface RunSource {
  readonly job: RunnableJob
  readonly signal: AbortSignal
  progress(reported: number | JobProgress): void
}

/** What a handler sees of its run. */
class HandlerRun implements JobRun {
  readonly id: string
  readonly type: string
  readonly key: string
  readonly attempt: number
  readonly #source: RunSource
  #payload: JsonValue | undefined

  constructor(source: RunSource) {
    const { id, type, key, attempts } = source.job
    this.id = id
    this.type = type
    this.key = key ?? id
    this.attempt = attempts
    this.#source = source
  }

  get payload(): JsonValue {
    this.#payload ??= this.#source.job.readPayload()
    return this.#payload
  }

  get signal(): AbortSignal {
    return this.#source.signal
  }

  /** A closure, so that a handler can destructure it. */
  get progress(): (reported: number | JobProgress) => void {
    return (reported) => this.#source.progress(reported)
  }
}
