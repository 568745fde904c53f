import type { Redis } from 'ioredis'
import type { Clock, Logger, Timer } from '../../../ports/platform/index.js'
import { recycle } from './job-client.js'
import type { RunTable } from './run-table.js'
import type { WorkClient } from './worker-connections.js'

const LOOK_MS = 5000
const IDLE_MS = 10_000

interface WatchdogOptions {
  readonly client: WorkClient
  readonly blocking: Redis
  readonly base: string
  readonly type: string
  readonly concurrency: number
  readonly runs: RunTable
  readonly clock: Clock
  readonly logger: Logger
}

/** Renews the blocking connection when jobs wait, a place is free, and yet nothing comes: it may be dead unnoticed. */
export class FetchWatchdog {
  readonly #options: WatchdogOptions
  #timer: Timer | undefined
  #fetchedAt: number
  /** Whether jobs waited in vain at the last look too: in a moment they may only be on their way. */
  #suspected = false

  constructor(options: WatchdogOptions) {
    this.#options = options
    this.#fetchedAt = options.clock.monotonic()
  }

  start(): void {
    this.#timer = this.#options.clock.setTimer(LOOK_MS, () => {
      this.start()
      // What cannot be asked now is asked at the next look.
      this.#look().catch(() => undefined)
    })
  }

  stop(): void {
    this.#timer?.cancel()
  }

  fetched(): void {
    this.#suspected = false
    this.#fetchedAt = this.#options.clock.monotonic()
  }

  async #look(): Promise<void> {
    const { client, blocking, base, type, concurrency, runs, clock, logger } = this.#options
    if (runs.size >= concurrency) this.fetched()
    if (clock.monotonic() - this.#fetchedAt < IDLE_MS || blocking.status !== 'ready') return
    if ((await client.llen(`${base}wait`)) === 0) {
      this.fetched()
      return
    }
    if (!this.#suspected) {
      this.#suspected = clock.monotonic() - this.#fetchedAt >= IDLE_MS
      return
    }
    logger.warn('jobs wait and none is fetched: the blocking connection is renewed', { type })
    this.fetched()
    recycle(blocking, 'it brings no jobs though some wait')
  }
}
