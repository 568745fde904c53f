import { channel } from 'node:diagnostics_channel'
import type { Logger } from '../../../ports/index.js'

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

const LEVELS = { connecting: 'info', ready: 'info', reconnecting: 'warn', closed: 'info' } as const

/** Maximum number of different reasons logged for one outage: messages of the system may vary. */
const MAX_REASONS = 20

/** The state of one connection. Logs and publishes every change once. */
export class ConnectionStateLog {
  readonly #channel = channel(STATE_CHANNEL)
  readonly #connection: string
  readonly #url: string
  readonly #logger: Logger
  readonly #reasons = new Set<string>()
  #state: ConnectionState = 'connecting'

  /** @param url with its password masked */
  constructor(connection: string, url: string, logger: Logger) {
    this.#connection = connection
    this.#url = url
    this.#logger = logger
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
      this.#logger.warn(`redis ${this.#connection}: ${reason}`, { connection: this.#connection, url: this.#url })
    }
  }

  #announce(from: ConnectionState, to: ConnectionState, reason?: string): void {
    const fields = { connection: this.#connection, state: to, url: this.#url }
    this.#logger[LEVELS[to]](`redis ${this.#connection}: ${to}${reason === undefined ? '' : `: ${reason}`}`, fields)
    const change: ConnectionStateChange = {
      connection: this.#connection,
      from,
      to,
      ...(reason === undefined ? {} : { reason }),
    }
    this.#channel.publish(change)
  }
}
