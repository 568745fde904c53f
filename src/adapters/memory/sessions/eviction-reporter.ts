import { channel } from 'node:diagnostics_channel'
import type { Clock, Logger, SessionEvictionEvent } from '../../../ports/index.js'
import { type SessionRecord, toSummary } from './session-record.js'

const LOG_INTERVAL_MS = 60_000

/** Reports evictions of live sessions: each one on the diagnostics channel, their number in the log once a minute. */
export class EvictionReporter {
  readonly #channel = channel('curriculum-generator:sessions:eviction')
  readonly #clock: Clock
  readonly #logger: Logger | undefined
  #loggedAt = Number.NEGATIVE_INFINITY
  #unlogged = 0
  #total = 0

  constructor(clock: Clock, logger: Logger | undefined) {
    this.#clock = clock
    this.#logger = logger
  }

  /** Number of evictions since the store was created. */
  get total(): number {
    return this.#total
  }

  add(record: SessionRecord): void {
    this.#total += 1
    this.#unlogged += 1
    this.#log()
    if (!this.#channel.hasSubscribers) return
    const { handle, userId, lastActivity } = toSummary(record)
    const event: SessionEvictionEvent = { userId, handle, lastActivity }
    this.#channel.publish(event)
  }

  #log(): void {
    const now = this.#clock.monotonic()
    if (!this.#logger || now - this.#loggedAt < LOG_INTERVAL_MS) return
    this.#loggedAt = now
    const dropped = this.#unlogged
    this.#unlogged = 0
    const what = dropped === 1 ? 'a live session was' : `${dropped} live sessions were`
    const hint = 'raise maxSessions of the sessions, or set REDIS_URL to keep them in Redis'
    this.#logger.warn(`sessions: memory limit reached, ${what} signed out -> ${hint}`, {
      dropped,
      total: this.#total,
    })
  }
}
