import { assertConcurrency, hasWorkerAlready } from '../../../domain/jobs/index.js'
import type { JobHandler, WorkOptions } from '../../../ports/jobs/index.js'
import { ActiveRuns } from './active-runs.js'
import { JobExecution } from './job-execution.js'
import type { JobLifecycle } from './job-lifecycle.js'
import type { JobRecord } from './job-record.js'
import { JobWorker } from './job-worker.js'
import type { JobsOfType } from './jobs-of-type.js'
import { LoopTurns } from './loop-turns.js'
import type { MemoryJobQueueOptions } from './memory-job-queue-options.js'

/** How long after its deadline a close waits for handlers that heed their signal. */
const UNWIND_MS = 500

/** The workers of this process: hands them waiting jobs, and knows every run that has not ended. */
export class WorkerPool {
  readonly #lifecycle: JobLifecycle
  readonly #options: MemoryJobQueueOptions & { readonly lifecycle: JobLifecycle }
  readonly #runs: ActiveRuns
  readonly #turns: LoopTurns
  #woken: JobsOfType[] = []
  #closing = false
  #onIdle: (() => void) | undefined

  constructor(lifecycle: JobLifecycle, options: MemoryJobQueueOptions) {
    this.#lifecycle = lifecycle
    this.#options = { ...options, lifecycle }
    this.#runs = new ActiveRuns(options.clock)
    this.#turns = new LoopTurns(options.clock)
  }

  /** @returns how to stop the worker. @throws AppError `INVALID_ARGUMENT` */
  open(type: string, handler: JobHandler, { concurrency }: WorkOptions): () => Promise<void> {
    assertConcurrency(concurrency)
    const jobs = this.#lifecycle.registry.of(type)
    if (jobs.worker) throw hasWorkerAlready(type)
    const worker = new JobWorker(handler, concurrency)
    jobs.worker = worker
    this.wake(jobs)
    return () => {
      if (jobs.worker === worker) jobs.worker = undefined
      return worker.stop()
    }
  }

  /** Starts what can start, in a moment: never inside the caller, so that no handler runs within an `add`. */
  wake(jobs: JobsOfType): void {
    if (jobs.woken || !jobs.worker?.free) return
    jobs.woken = true
    // One moment for all that are woken until then.
    if (this.#woken.push(jobs) > 1) return
    if (this.#turns.isOver) this.#turns.next(this.#fillWoken)
    else queueMicrotask(this.#fillWoken)
  }

  /** Fires the signal of the run that `job` is in; one that timed out before has had its own. */
  abort(job: JobRecord): void {
    for (const run of this.#runs.all()) if (run.job === job) run.abort('cancel')
  }

  /** Starts nothing more, waits, aborts, waits a little; resolves in any case. */
  async close(deadlineMs: number): Promise<void> {
    this.#closing = true
    // The timers of a Clock do not keep the process alive; a close that waits has to.
    const hold = setInterval(() => undefined, 2 ** 30)
    await this.#idle(Math.max(0, deadlineMs || 0))
    for (const run of this.#runs.all()) run.abort('close')
    await this.#idle(UNWIND_MS)
    clearInterval(hold)
  }

  readonly #fillWoken = (): void => {
    const woken = this.#woken
    this.#woken = []
    for (const jobs of woken) {
      jobs.woken = false
      const { worker } = jobs
      while (worker?.free) {
        if (this.#turns.isOver) {
          this.wake(jobs)
          break
        }
        const job = this.#next(jobs, worker)
        if (!job) break
        void this.#serve(job, jobs, worker)
      }
    }
  }

  /** Runs `first` in one place of the worker, and then what is next, as long as there is something. Never rejects. */
  async #serve(first: JobRecord, jobs: JobsOfType, worker: JobWorker): Promise<void> {
    worker.enter()
    for (let job: JobRecord | undefined = first; job; job = this.#next(jobs, worker)) {
      const run = new JobExecution(job, this.#options)
      this.#runs.add(run)
      try {
        run.succeed(await worker.handler(run.begin()))
      } catch (thrown) {
        run.fail(thrown)
      }
      this.#runs.remove(run)
      if (this.#turns.isOver) await this.#turn()
    }
    worker.leave()
    if (this.#runs.size > 0) return
    this.#runs.rest()
    this.#onIdle?.()
  }

  #turn(): Promise<void> {
    return new Promise((resolve) => this.#turns.next(resolve))
  }

  /** The job that the worker may run now. */
  #next(jobs: JobsOfType, worker: JobWorker): JobRecord | undefined {
    return this.#closing || jobs.paused || jobs.worker !== worker ? undefined : jobs.ready.next()
  }

  /** Waits until no run is left, at most `ms`. */
  #idle(ms: number): Promise<void> {
    if (this.#runs.size === 0) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = this.#options.clock.setTimer(ms, resolve)
      this.#onIdle = () => {
        timer.cancel()
        resolve()
      }
    })
  }
}
