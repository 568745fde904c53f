import { workerExists } from '../../../domain/jobs/index.js'
import type { JobHandler, WorkOptions } from '../../../ports/jobs/index.js'
import { ActiveRuns } from '../../shared/active-runs.js'
import { raceAbort } from '../../shared/deadline.js'
import { JobExecution } from '../../shared/job-execution.js'
import { EventLoopYield } from './event-loop-yield.js'
import type { JobLifecycle, MemoryJobQueueOptions } from './job-lifecycle.js'
import type { JobRecord } from './job-record.js'
import { type JobsOfType, JobWorker } from './job-registry.js'

/** How long `close` waits after its deadline for handlers that react to their signal. */
const UNWIND_MS = 500

/** The workers of this process: claims waiting jobs for them and runs them. */
export class WorkerPool {
  readonly #lifecycle: JobLifecycle
  readonly #executionDeps: ConstructorParameters<typeof JobExecution<JobRecord, void>>[1]
  readonly #clock: MemoryJobQueueOptions['clock']
  readonly #runs: ActiveRuns<JobExecution<JobRecord, void>>
  readonly #yield: EventLoopYield
  /** The types to look for startable jobs in. */
  #toFill: JobsOfType[] = []
  #closing = false
  #onIdle: (() => void) | undefined

  constructor(lifecycle: JobLifecycle, { clock, random, logger }: MemoryJobQueueOptions) {
    this.#lifecycle = lifecycle
    this.#executionDeps = { store: lifecycle, clock, random, logger }
    this.#clock = clock
    this.#runs = new ActiveRuns(clock)
    this.#yield = new EventLoopYield(clock)
  }

  /** @returns a function that stops the worker. @throws AppError `INVALID_ARGUMENT` */
  open(type: string, handler: JobHandler, { concurrency }: WorkOptions): () => Promise<void> {
    const jobs = this.#lifecycle.registry.of(type)
    if (jobs.worker) throw workerExists(type)
    const worker = new JobWorker(handler, concurrency)
    jobs.worker = worker
    this.wake(jobs)
    return () => {
      if (jobs.worker === worker) jobs.worker = undefined
      return worker.stop()
    }
  }

  /** Starts jobs that can start. Asynchronous, so that no handler runs inside the caller's `add`. */
  wake(jobs: JobsOfType): void {
    if (jobs.fillScheduled || !jobs.worker?.hasFreeSlot) return
    jobs.fillScheduled = true
    // One callback for all types that are woken before it runs.
    if (this.#toFill.push(jobs) > 1) return
    if (this.#yield.isDue) this.#yield.schedule(this.#fill)
    else queueMicrotask(this.#fill)
  }

  /** Aborts the run of `job` because of a cancel; a run that timed out is already aborted. */
  abort(job: JobRecord): void {
    for (const run of this.#runs.all()) if (run.job === job) run.abort('cancel')
  }

  /** Starts nothing more, waits (until `signal` aborts), aborts the rest, waits briefly; always resolves. */
  async close(deadlineMs: number, signal?: AbortSignal): Promise<void> {
    this.#closing = true
    // The timers of a Clock do not keep the process alive, but a pending close must.
    const keepAlive = setInterval(() => undefined, 2 ** 30)
    await raceAbort(this.#idle(Math.max(0, deadlineMs || 0)), signal)
    for (const run of this.#runs.all()) run.abort('close')
    await this.#idle(UNWIND_MS)
    clearInterval(keepAlive)
  }

  readonly #fill = (): void => {
    const toFill = this.#toFill
    this.#toFill = []
    for (const jobs of toFill) {
      jobs.fillScheduled = false
      const { worker } = jobs
      while (worker?.hasFreeSlot) {
        if (this.#yield.isDue) {
          this.wake(jobs)
          break
        }
        const job = this.#next(jobs, worker)
        if (!job) break
        void this.#runInSlot(job, jobs, worker)
      }
    }
  }

  /** Runs `first` in one slot of the worker, then the following jobs until none is left. Never rejects. */
  async #runInSlot(first: JobRecord, jobs: JobsOfType, worker: JobWorker): Promise<void> {
    worker.takeSlot()
    for (let job: JobRecord | undefined = first; job; job = this.#next(jobs, worker)) {
      this.#lifecycle.claim(job)
      const execution = new JobExecution<JobRecord, void>(job, this.#executionDeps)
      this.#runs.add(execution)
      try {
        execution.returned(await worker.handler(execution.run()))
      } catch (thrown) {
        execution.threw(thrown)
      }
      execution.finish(false)
      this.#runs.remove(execution)
      if (this.#yield.isDue) await new Promise<void>((resolve) => this.#yield.schedule(resolve))
    }
    worker.freeSlot()
    if (this.#runs.size > 0) return
    this.#runs.stopTimerIfEmpty()
    this.#onIdle?.()
  }

  /** The job that the worker may run now. */
  #next(jobs: JobsOfType, worker: JobWorker): JobRecord | undefined {
    return this.#closing || jobs.paused || jobs.worker !== worker ? undefined : jobs.waiting.next()
  }

  /** Waits until no run is left, at most `ms`. */
  #idle(ms: number): Promise<void> {
    if (this.#runs.size === 0) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = this.#clock.setTimer(ms, resolve)
      this.#onIdle = () => {
        timer.cancel()
        resolve()
      }
    })
  }
}
