import { channel } from 'node:diagnostics_channel'
import type { Logger } from '../../../ports/index.js'

/** `reconnecting` after the first failure of any kind, until it is `ready` again. */
export type ConnectionState = 'connecting' | 'ready' | 'reconnecting' | 'closed'

/** The diagnostics channel on which every change is published. */
export const STATE_CHANNEL = 'curriculum-generator:redis:state'

/** What is published on {@link STATE_CHANNEL}. */
export interface ConnectionStateChange {
  /** `cache` or `main`. */
  readonly connection: string
  readonly from: ConnectionState
  readonly to: ConnectionState
  /** Why, in words for an operator. No secrets. */
  readonly reason?: string
}

const LEVELS = { connecting: 'info', ready: 'info', reconnecting: 'warn', closed: 'info' } as const

/** How many different reasons of one outage are told; messages of the system may differ without end. */
const MAX_REASONS = 20

/** The state of one connection: every change is logged once and published once, however often it is entered. */
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

  /** `connecting` is where everything begins. */
  begin(): void {
    this.#announce('connecting', 'connecting')
  }

  /**
   * Goes to `next`. Staying where it is says nothing, unless the reason is one not yet told in this outage: an
   * operator who mends the address wants to read that now the password is wrong.
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
