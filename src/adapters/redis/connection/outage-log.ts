import { formatMs } from '../../../domain/platform/index.js'
import type { Clock, Logger } from '../../../ports/index.js'
import type { RedisSettings } from '../settings/index.js'

/** Maximum number of different reasons logged for one outage: messages of the system may vary. */
export const MAX_REASONS = 20

/**
 * The outages of one Redis, as seen by all connections of an app. One outage is one warning and one line at its end, however
 * many connections notice it. What else they report is at level debug, except reasons that are new: at level info.
 */
export class OutageLog {
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #url: string
  readonly #affected = new Set<string>()
  readonly #reasons = new Set<string>()
  #since = 0

  /** @param url with its password masked */
  constructor(clock: Clock, logger: Logger, url: string) {
    this.#clock = clock
    this.#logger = logger
    this.#url = url
  }

  /** Whether an outage has been reported and is not over. */
  get isOutage(): boolean {
    return this.#affected.size > 0
  }

  /** `connection` does not work. @returns the level at which it reports this */
  failed(connection: string, reason: string): 'warn' | 'info' | 'debug' {
    const isFirst = this.#affected.size === 0
    if (isFirst) this.#since = this.#clock.monotonic()
    this.#affected.add(connection)
    const isNew = !this.#reasons.has(reason) && this.#reasons.size < MAX_REASONS
    if (isNew) this.#reasons.add(reason)
    if (isFirst) return 'warn'
    return isNew ? 'info' : 'debug'
  }

  /** `connection` works. Logs the end of the outage if it was the last one. @returns whether it did not work before */
  recovered(connection: string): boolean {
    if (!this.#affected.delete(connection)) return false
    if (this.#affected.size > 0) return true
    this.#reasons.clear()
    const durationMs = Math.round(this.#clock.monotonic() - this.#since)
    this.#logger.info(`redis: available again after ${formatMs(durationMs)}`, { url: this.#url, durationMs })
    return true
  }

  /** `connection` was closed. */
  closed(connection: string): void {
    this.#affected.delete(connection)
    if (this.#affected.size === 0) this.#reasons.clear()
  }
}

const LOGS = new WeakMap<Logger, WeakMap<RedisSettings, OutageLog>>()

/** The log that all connections with these settings and this logger share. */
export function outageLog(settings: RedisSettings, clock: Clock, logger: Logger): OutageLog {
  const ofLogger = LOGS.get(logger) ?? new WeakMap<RedisSettings, OutageLog>()
  LOGS.set(logger, ofLogger)
  const log = ofLogger.get(settings) ?? new OutageLog(clock, logger, settings.maskedUrl)
  ofLogger.set(settings, log)
  return log
}
