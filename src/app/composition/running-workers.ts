import { AppError } from '../../domain/platform/index.js'
import type { StartWorkersOptions, StopWorkers } from '../jobs/job-workers.js'
import type { Jobs } from '../jobs/jobs.js'

/** The running workers of an app. */
export class RunningWorkers {
  readonly #jobs: Pick<Jobs, 'startWorkers'>
  readonly #stops = new Set<StopWorkers>()
  #closed = false

  constructor(jobs: Pick<Jobs, 'startWorkers'>) {
    this.#jobs = jobs
  }

  /** @throws AppError as `Jobs.startWorkers`; `APP_CLOSED` */
  async start(options?: StartWorkersOptions): Promise<StopWorkers> {
    this.#assertOpen()
    const stop = await this.#jobs.startWorkers(options)
    this.#stops.add(stop)
    if (this.#closed) {
      await this.close()
      this.#assertOpen()
    }
    return async () => {
      await stop()
      this.#stops.delete(stop)
    }
  }

  /** Stops all workers. Resolves when all runs have ended. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#stops].map((stop) => stop()))
  }

  #assertOpen(): void {
    if (!this.#closed) return
    throw new AppError('APP_CLOSED', 'workers cannot start: the app is closed or closing', { hint: 'create a new app' })
  }
}
