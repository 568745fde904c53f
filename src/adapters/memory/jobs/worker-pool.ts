import { assertConcurrency, hasWorkerAlready } from '../../../domain/jobs/index.js'
import type { JobHandler, WorkOptions } from '../../../ports/jobs/index.js'
import { JobExecution } from './job-execution.js'
import type { JobLifecycle } from './job-lifecycle.js'
import type { JobRecord } from './job-record.js'
import { JobWorker } from './job-worker.js'
import type { JobsOfType } from './jobs-of-type.js'
import type { MemoryJobQueueOptions } from './memory-job-queue-options.js'
import { RunTimeouts } from './run-timeouts.js'

/** How long after its deadline a close waits for handlers that heed their signal. */
const UNWIND_MS = 500

/** The workers of this process: hands them waiting jobs, and knows every run that has not ended. */
export class WorkerPool {
  readonly #lifecycle: JobLifecycle
  readonly #options: MemoryJobQueueOptions & { readonly lifecycle: JobLifecycle }
  readonly #executions = new Set<JobExecution>()
  readonly #timeouts: RunTimeouts
  #woken: JobsOfType[] = []
  #closing = false
  #onIdle: (() => void) | undefined

  constructor(lifecycle: JobLifecycle, options: MemoryJobQueueOptions) {
    this.#lifecycle = lifecycle
    this.#options = { ...options, lifecycle }
    this.#timeouts = new RunTimeouts(options.clock, this.#executions, (run) => run.timeOut())
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
    if (this.#woken.push(jobs) === 1) queueMicrotask(this.#fillWoken)
  }

  /** Fires the signal of the run that `job` is in; one that timed out before has had its own. */
  abort(job: JobRecord): void {
    for (const execution of this.#executions) if (execution.job === job) execution.abort('cancel')
  }

  /** Starts nothing more, waits, aborts, waits a little; resolves in any case. */
  async close(deadlineMs: number): Promise<void> {
    this.#closing = true
    // The timers of a Clock do not keep the process alive; a close that waits has to.
    const hold = setInterval(() => undefined, 2 ** 30)
    await this.#idle(Math.max(0, deadlineMs || 0))
    for (const execution of this.#executions) execution.abort('close')
    await this.#idle(UNWIND_MS)
    clearInterval(hold)
    this.#timeouts.rest()
  }

  readonly #fillWoken = (): void => {
    const woken = this.#woken
    this.#woken = []
    for (const jobs of woken) {
      jobs.woken = false
      this.#fill(jobs)
    }
    if (this.#executions.size === 0) this.#timeouts.rest()
  }

  #fill(jobs: JobsOfType): void {
    while (!this.#closing && !jobs.paused && jobs.worker?.free) {
      const job = jobs.ready.next()
      if (!job) return
      this.#start(job, jobs, jobs.worker)
    }
  }

  #start(job: JobRecord, jobs: JobsOfType, worker: JobWorker): void {
    const execution = new JobExecution(job, this.#options)
    this.#executions.add(execution)
    this.#timeouts.watch(execution)
    worker.enter()
    void execution.run(worker.handler, () => {
      worker.leave()
      this.#executions.delete(execution)
      this.wake(jobs)
      if (this.#executions.size > 0) return
      this.#onIdle?.()
      // Where another run is about to begin, the timer can be left as it is.
      if (this.#woken.length === 0) this.#timeouts.rest()
    })
  }

  /** Waits until no run is left, at most `ms`. */
  #idle(ms: number): Promise<void> {
    if (this.#executions.size === 0) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = this.#options.clock.setTimer(ms, resolve)
      this.#onIdle = () => {
        timer.cancel()
        resolve()
      }
    })
  }
}
