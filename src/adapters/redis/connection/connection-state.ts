import { channel } from 'node:diagnostics_channel'
import type { Clock, Logger } from '../../../ports/index.js'
import type { RedisSettings } from '../settings/index.js'
import { MAX_REASONS, type OutageLog, outageLog } from './outage-log.js'

/** `reconnecting` after the first failure of any kind, until it is `ready` again. */
export type ConnectionState = 'connecting' | 'ready' | 'reconnecting' | 'closed'

/** The diagnostics channel of all state changes. */
export const STATE_CHANNEL = 'curriculum-generator:redis:state'

/** A message of {@link STATE_CHANNEL}. */
export interface ConnectionStateChange {
  /** `cache` or `main`. */
  readonly connection: string
  readonly from: ConnectionState
  readonly to: ConnectionState
  /** The reason, for an operator. No secrets. */
  readonly reason?: string
}

/** Lines of a connection that works. During an outage, {@link OutageLog} decides. */
const LEVELS = { connecting: 'info', ready: 'info', closed: 'info' } as const

/** The state of one connection. Logs and publishes every change once. */
export class ConnectionStateLog {
  readonly #channel = channel(STATE_CHANNEL)
  readonly #connection: string
  readonly #url: string
  readonly #logger: Logger
  readonly #outage: OutageLog
  readonly #isQuiet: boolean
  readonly #reasons = new Set<string>()
  #state: ConnectionState = 'connecting'

  /**
   * @param connection its name; unique among those that share the outage log
   * @param options.isQuiet whether changes outside of an outage are logged at level debug
   */
  constructor(
    connection: string,
    { settings, clock, logger }: StateLogDeps,
    { isQuiet = false }: { readonly isQuiet?: boolean } = {},
  ) {
    this.#connection = connection
    this.#url = settings.maskedUrl
    this.#logger = logger
    this.#outage = outageLog(settings, clock, logger)
    this.#isQuiet = isQuiet
  }

  get current(): ConnectionState {
    return this.#state
  }

  /** Reports the first state, `connecting`. */
  begin(): void {
    this.#announce('connecting', 'connecting')
  }

  /**
   * Enters `next`. Entering the same state again logs only a new reason of this outage: an operator who has corrected the
   * address wants to know that now the password is wrong.
   */
  enter(next: ConnectionState, reason?: string): void {
    const from = this.#state
    if (from === 'closed') return
    if (next === 'ready') this.#reasons.clear()
    const isNew = reason !== undefined && !this.#reasons.has(reason) && this.#reasons.size < MAX_REASONS
    if (isNew) this.#reasons.add(reason)
    if (from !== next) {
      this.#state = next
      this.#announce(from, next, reason)
    } else if (isNew) {
      const level = this.#outage.failed(this.#connection, reason)
      this.#logger[level](`redis ${this.#connection}: ${reason}`, { connection: this.#connection, url: this.#url })
    }
  }

  #announce(from: ConnectionState, to: ConnectionState, reason?: string): void {
    const fields = { connection: this.#connection, state: to, url: this.#url }
    this.#logger[this.#levelOf(to, reason)](
      `redis ${this.#connection}: ${to}${reason === undefined ? '' : `: ${reason}`}`,
      fields,
    )
    const change: ConnectionStateChange = {
      connection: this.#connection,
      from,
      to,
      ...(reason === undefined ? {} : { reason }),
    }
    this.#channel.publish(change)
  }

  #levelOf(to: ConnectionState, reason = ''): 'debug' | 'info' | 'warn' {
    if (to === 'reconnecting') return this.#outage.failed(this.#connection, reason)
    if (to === 'closed') this.#outage.closed(this.#connection)
    // The outage log says that it is over.
    if (to === 'ready' && this.#outage.recovered(this.#connection)) return 'debug'
    return this.#isQuiet ? 'debug' : LEVELS[to]
  }
}

interface StateLogDeps {
  readonly settings: RedisSettings
  readonly clock: Clock
  readonly logger: Logger
}
