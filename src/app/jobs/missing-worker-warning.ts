import { messageOf } from '../../domain/platform/index.js'
import type { JobQueue } from '../../ports/jobs/index.js'
import type { Clock, Logger } from '../../ports/platform/index.js'

/** Interval between the two checks that lead to a warning. */
const CHECK_INTERVAL_MS = 5000

/** Interval while jobs of the type are delayed, or run in another process. */
const SLOW_CHECK_INTERVAL_MS = 60_000

/** The result of a check: how many jobs of the type had ended, while jobs waited and none ran. */
interface IdleCheck {
  readonly ended: number
}

/**
 * Warns once per job type if jobs wait and no process has a worker for them. An idle worker takes a waiting job at once.
 * So there is no worker if two checks in a row see waiting jobs, no active job, and no job that ended in between. Paused
 * types are not reported.
 */
export class MissingWorkerWarning {
  readonly #queue: JobQueue
  readonly #clock: Clock
  readonly #logger: Logger
  /** Types that are being checked, or were reported. */
  readonly #checked = new Set<string>()
  readonly #withWorker = new Set<string>()

  constructor(queue: JobQueue, clock: Clock, logger: Logger) {
    this.#queue = queue
    this.#clock = clock
    this.#logger = logger
  }

  hasWorker(type: string): boolean {
    return this.#withWorker.has(type)
  }

  /** Sets whether this process has a worker for the type. */
  setHasWorker(type: string, hasWorker: boolean): void {
    if (hasWorker) this.#withWorker.add(type)
    else this.#withWorker.delete(type)
  }

  /** Starts the checks of the type, unless this process works on it. */
  jobAdded(type: string): void {
    if (this.#withWorker.has(type) || this.#checked.has(type)) return
    this.#checked.add(type)
    this.#checkIn(CHECK_INTERVAL_MS, type)
  }

  #checkIn(delayMs: number, type: string, previous?: IdleCheck): void {
    this.#clock.setTimer(delayMs, () => void this.#check(type, previous))
  }

  async #check(type: string, previous: IdleCheck | undefined): Promise<void> {
    try {
      const { waiting, delayed, active, completed, failed, cancelled, paused } = await this.#queue.stats(type)
      const ended = completed + failed + cancelled
      if (this.#withWorker.has(type) || waiting + delayed === 0) this.#checked.delete(type)
      else if (waiting === 0 || active > 0 || paused) this.#checkIn(SLOW_CHECK_INTERVAL_MS, type)
      else if (previous?.ended !== ended) this.#checkIn(CHECK_INTERVAL_MS, type, { ended })
      else {
        this.#logger.warn('jobs are waiting and no worker takes them', {
          jobType: type,
          waiting,
          hint: 'call startWorkers() in this process, or start a worker process',
        })
      }
    } catch (error) {
      // The queue is closed or unavailable, which is logged elsewhere; the next add starts a new check.
      this.#checked.delete(type)
      this.#logger.debug('could not check for waiting jobs', { jobType: type, reason: messageOf(error) })
    }
  }
}
