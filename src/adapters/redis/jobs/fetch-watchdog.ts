import type { Redis } from 'ioredis'
import type { Clock, Logger, Timer } from '../../../ports/platform/index.js'
import { reconnect } from './job-client.js'
import type { WorkerRuns } from './run-reporter.js'
import type { WorkClient } from './worker-connections.js'

const CHECK_INTERVAL_MS = 5000
const IDLE_MS = 10_000

interface FetchWatchdogDeps {
  readonly client: WorkClient
  readonly blocking: Redis
  readonly base: string
  readonly type: string
  readonly concurrency: number
  readonly runs: WorkerRuns
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * Reconnects the blocking connection if jobs wait, a slot is free, and no job arrives: the connection may be dead without
 * an error.
 */
export class FetchWatchdog {
  readonly #deps: FetchWatchdogDeps
  #timer: Timer | undefined
  #answeredAt: number
  /** Whether the last check found waiting jobs too: after one check the jobs may still be in transit. */
  #suspected = false

  constructor(deps: FetchWatchdogDeps) {
    this.#deps = deps
    this.#answeredAt = deps.clock.monotonic()
  }

  start(): void {
    this.#timer = this.#deps.clock.setTimer(CHECK_INTERVAL_MS, () => {
      this.start()
      // A failed check is repeated by the next one.
      this.#check().catch(() => undefined)
    })
  }

  stop(): void {
    this.#timer?.cancel()
  }

  /** Redis has answered a request for a job, also if it refused it. */
  answered(): void {
    this.#suspected = false
    this.#answeredAt = this.#deps.clock.monotonic()
  }

  async #check(): Promise<void> {
    const { client, blocking, base, type, concurrency, runs, clock, logger } = this.#deps
    if (runs.size >= concurrency) this.answered()
    if (clock.monotonic() - this.#answeredAt < IDLE_MS || blocking.status !== 'ready') return
    if ((await client.llen(`${base}wait`)) === 0) {
      this.answered()
      return
    }
    if (!this.#suspected) {
      this.#suspected = clock.monotonic() - this.#answeredAt >= IDLE_MS
      return
    }
    logger.warn('jobs are waiting but none arrives: reconnecting the blocking connection', { type })
    this.answered()
    reconnect(blocking, 'it delivers no jobs although some are waiting')
  }
}
