import { assertConcurrency, hasWorkerAlready } from '../../../domain/jobs/index.js'
import type { JobHandler, WorkOptions } from '../../../ports/jobs/index.js'
import { settleWithin } from '../connection/deadline.js'
import { JobWorker, type WorkerContext } from './job-worker.js'
import { RunTable } from './run-table.js'

/** How long after its deadline a close waits for handlers that heed their signal. */
const UNWIND_MS = 450

/** How long it then takes to give back the jobs of the others. */
const RELEASE_MS = 200

/** The workers of this process, at most one of a type. */
export class WorkerPool {
  readonly #context: WorkerContext
  readonly #workers = new Map<string, JobWorker>()
  /** Those that were stopped too, while runs of theirs are left. */
  readonly #living = new Set<JobWorker>()

  constructor(context: WorkerContext) {
    this.#context = context
  }

  /** @returns how to stop the worker. @throws AppError `INVALID_ARGUMENT` */
  open(type: string, handler: JobHandler, options: WorkOptions): () => Promise<void> {
    assertConcurrency(options.concurrency)
    if (this.#workers.has(type)) throw hasWorkerAlready(type)
    const runs = new RunTable()
    const worker = new JobWorker(type, handler, options, runs, this.#context)
    this.#workers.set(type, worker)
    this.#living.add(worker)
    return async () => {
      if (this.#workers.get(type) === worker) this.#workers.delete(type)
      await worker.stop()
      this.#living.delete(worker)
    }
  }

  /** Stops all, waits, aborts, waits a little, gives back what still runs; resolves in any case. */
  async close(deadlineMs: number): Promise<void> {
    const { clock } = this.#context.options
    // The timers of a Clock do not keep the process alive; a close that waits has to.
    const hold = setInterval(() => undefined, 2 ** 30)
    const living = [...this.#living]
    const stopped = Promise.all(living.map((worker) => worker.stop()))
    if (deadlineMs > 0) await settleWithin(clock, deadlineMs, stopped)
    for (const { runs } of living) runs.abort('close')
    await settleWithin(clock, UNWIND_MS, stopped)
    const released = Promise.all(living.flatMap(({ runs }) => runs.held().map((run) => run.release())))
    await settleWithin(clock, RELEASE_MS, released)
    for (const worker of living) void worker.abandon()
    clearInterval(hold)
  }
}
