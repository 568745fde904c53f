import { type AppError, formatMs, messageOf } from '../../../domain/platform/index.js'
import type { Clock, Logger } from '../../../ports/index.js'
import type { RedisSettings } from '../settings/index.js'

/** Maximum number of different reasons logged for one outage: messages of the system may vary. */
export const MAX_REASONS = 20

/** A source of an outage like a connection: the server that was reached is a replica. */
const REPLICA = 'replica'

export const REPLICA_REASON = 'it leads to a replica, which accepts no writes'

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
  #isReadingRole = false

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

  /** Whether the server that was reached is a replica. */
  get isReplica(): boolean {
    return this.#affected.has(REPLICA)
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

  /**
   * A server refused a write, because it is a replica. This is an outage until a server accepts writes, however often
   * connections are replaced meanwhile.
   */
  foundReplica({ message, hint }: Pick<AppError, 'message' | 'hint'>): void {
    this.#logger[this.failed(REPLICA, REPLICA_REASON)](`${message} -> ${hint}`, { url: this.#url })
  }

  /** A server has accepted a write. */
  foundPrimary(): void {
    this.recovered(REPLICA)
  }

  /**
   * An operation that may write has succeeded. A script without anything to write succeeds on a replica too, so its server is
   * asked for its role.
   *
   * @param readReplication reads `INFO replication`
   */
  async wrote(readReplication: () => Promise<string>): Promise<void> {
    if (!this.isReplica || this.#isReadingRole) return
    this.#isReadingRole = true
    try {
      if (!/^role:(slave|replica)/m.test(await readReplication())) this.foundPrimary()
    } catch (error) {
      // The next write asks again if the connection was lost.
      if (/^(NOPERM|ERR)/.test(messageOf(error))) this.foundPrimary()
    } finally {
      this.#isReadingRole = false
    }
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
