import { channel } from 'node:diagnostics_channel'
import type { Clock, Logger, SessionEvictionEvent } from '../../../ports/index.js'
import { type SessionRecord, toSummary } from './session-record.js'

const QUIET_MS = 60_000

/** Tells of living sessions that were dropped: each to whoever listens, and to the log once a minute how many. */
export class EvictionReport {
  readonly #channel = channel('curriculum-generator:sessions:eviction')
  readonly #clock: Clock
  readonly #logger: Logger | undefined
  #loggedAt = Number.NEGATIVE_INFINITY
  #dropped = 0
  #total = 0

  constructor(clock: Clock, logger: Logger | undefined) {
    this.#clock = clock
    this.#logger = logger
  }

  /** Living sessions that were dropped since the beginning. */
  get total(): number {
    return this.#total
  }

  add(record: SessionRecord): void {
    this.#total += 1
    this.#dropped += 1
    this.#log()
    if (!this.#channel.hasSubscribers) return
    const { handle, userId, lastActivity } = toSummary(record)
    const event: SessionEvictionEvent = { userId, handle, lastActivity }
    this.#channel.publish(event)
  }

  #log(): void {
    const now = this.#clock.monotonic()
    if (!this.#logger || now - this.#loggedAt < QUIET_MS) return
    this.#loggedAt = now
    const dropped = this.#dropped
    this.#dropped = 0
    const what = dropped === 1 ? 'a living session was' : `${dropped} living sessions were`
    const mend = 'raise maxSessions of the sessions, or set REDIS_URL to keep them in Redis'
    this.#logger.warn(`sessions: ${what} signed out for want of room in memory -> ${mend}`, {
      dropped,
      total: this.#total,
    })
  }
}
