import { messageOf } from '../../domain/platform/index.js'
import type { JobQueue } from '../../ports/jobs/index.js'
import type { Clock, Logger } from '../../ports/platform/index.js'

/** Twice as long nothing has to happen to jobs that wait before somebody is told that nobody works on them. */
const LOOK_AGAIN_MS = 5000

/** How often a type is looked at whose jobs are delayed, or being worked on elsewhere. */
const LOOK_SELDOM_MS = 60_000

/** What was seen of a type: how many of its jobs had ended, if jobs waited while none ran. */
interface Look {
  readonly ended: number
}

/**
 * Warns once per type about jobs that wait while nobody works on them, in this process or any other. An idle worker
 * takes a waiting job at once, so that two looks at jobs that wait while none runs and none has ended tell that there is
 * none. A paused type waits by intent.
 */
export class UnattendedJobs {
  readonly #queue: JobQueue
  readonly #clock: Clock
  readonly #logger: Logger
  /** Types that are being looked at or were warned about. */
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
    this.#lookIn(LOOK_AGAIN_MS, type)
  }

  #lookIn(delayMs: number, type: string, before?: Look): void {
    this.#clock.setTimer(delayMs, () => void this.#look(type, before))
  }

  async #look(type: string, before: Look | undefined): Promise<void> {
    try {
      const { waiting, delayed, active, completed, failed, cancelled, paused } = await this.#queue.stats(type)
      const ended = completed + failed + cancelled
      if (this.#attended.has(type) || waiting + delayed === 0) this.#settled.delete(type)
      else if (waiting === 0 || active > 0 || paused) this.#lookIn(LOOK_SELDOM_MS, type)
      else if (before?.ended !== ended) this.#lookIn(LOOK_AGAIN_MS, type, { ended })
      else {
        this.#logger.warn('jobs wait and no worker takes them', {
          jobType: type,
          waiting,
          hint: 'call startWorkers() here, or see that a worker process runs',
        })
      }
    } catch (error) {
      // The queue is closed or away, which is said elsewhere; the next add looks again.
      this.#settled.delete(type)
      this.#logger.debug('could not look for waiting jobs', { jobType: type, reason: messageOf(error) })
    }
  }
}
