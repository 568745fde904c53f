import { messageOf } from '../../domain/platform/index.js'
import type { JobQueue } from '../../ports/jobs/index.js'
import type { Clock, Logger, Timer } from '../../ports/platform/index.js'

/** How often finished jobs are looked through for those past their age. */
const TRIM_EVERY_MS = 60_000

/** Trims the finished jobs of the types that this process works on, again and again. Repetition does no harm. */
export class JobTrimming {
  readonly #queue: JobQueue
  readonly #clock: Clock
  readonly #logger: Logger

  constructor(queue: JobQueue, clock: Clock, logger: Logger) {
    this.#queue = queue
    this.#clock = clock
    this.#logger = logger
  }

  /** Begins, and returns how to end it. */
  start(type: string): () => void {
    let timer: Timer
    let stopped = false
    const wait = () => {
      if (!stopped) timer = this.#clock.setTimer(TRIM_EVERY_MS, () => void this.#trim(type).then(wait))
    }
    wait()
    return () => {
      stopped = true
      timer.cancel()
    }
  }

  async #trim(type: string): Promise<void> {
    try {
      await this.#queue.trim(type)
    } catch (error) {
      // The next round does the rest; that the store is away is said elsewhere.
      this.#logger.debug('could not trim finished jobs', { jobType: type, reason: messageOf(error) })
    }
  }
}
