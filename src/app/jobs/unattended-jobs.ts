import { messageOf } from '../../domain/platform/index.js'
import type { JobQueue } from '../../ports/jobs/index.js'
import type { Clock, Logger } from '../../ports/platform/index.js'

/** How long jobs may wait before somebody is told that nobody works on them. */
const UNATTENDED_AFTER_MS = 10_000

/** Warns once per type about jobs that wait while this process has no worker for them. */
export class UnattendedJobs {
  readonly #queue: JobQueue
  readonly #clock: Clock
  readonly #logger: Logger
  /** Types that are being looked at, have a worker or were warned about. */
  readonly #settled = new Set<string>()
  readonly #attended = new Set<string>()

  constructor(queue: JobQueue, clock: Clock, logger: Logger) {
    this.#queue = queue
    this.#clock = clock
    this.#logger = logger
  }

  /** Jobs of this type have a worker in this process, from now on or until it stops. */
  attended(type: string, yes: boolean): void {
    if (yes) this.#attended.add(type)
    else this.#attended.delete(type)
  }

  /** A job of this type was added. */
  added(type: string): void {
    if (this.#attended.has(type) || this.#settled.has(type)) return
    this.#settled.add(type)
    this.#clock.setTimer(UNATTENDED_AFTER_MS, () => void this.#look(type))
  }

  async #look(type: string): Promise<void> {
    try {
      const { waiting } = await this.#queue.stats(type)
      if (waiting > 0 && !this.#attended.has(type)) {
        this.#logger.warn('jobs wait and this process has no worker for them', {
          jobType: type,
          waiting,
          hint: 'call startWorkers() here, or see that a worker process runs',
        })
      } else this.#settled.delete(type)
    } catch (error) {
      // The queue is closed or away, which is said elsewhere; the next add looks again.
      this.#settled.delete(type)
      this.#logger.debug('could not look for waiting jobs', { jobType: type, reason: messageOf(error) })
    }
  }
}
