import type { Clock, Logger, Random } from '../../../ports/index.js'
import { Breaker } from './breaker.js'
import type { ConnectionLimits } from './connection-limits.js'
import type { OpenClient } from './open-client.js'
import { type Outcome, startOperation } from './operation.js'
import { reconnectDelay } from './reconnect-delay.js'
import type { Reconnector } from './reconnector.js'

const REPLICA_PAUSE_MS = 5000

interface GuardOptions {
  readonly name: string
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly limits: ConnectionLimits
  readonly retryDelayMs: number
  readonly reconnector: Reconnector
  /** Operations fail at once from now on. */
  readonly onOpen: () => void
}

/** Draws the conclusions from what operations meet: when to fail at once, and when to give a connection up. */
export class ConnectionGuard {
  readonly #options: GuardOptions
  readonly #breaker: Breaker
  #stopped = false
  #leftReplicaAt = Number.NEGATIVE_INFINITY
  #deadlinesExceeded = 0
  #recycled = 0

  constructor(options: GuardOptions) {
    const { name, clock, random, logger, limits, retryDelayMs, onOpen } = options
    this.#options = options
    this.#breaker = new Breaker({
      clock,
      threshold: limits.breakerThreshold,
      delay: (failures) => reconnectDelay(failures, retryDelayMs, random),
      probe: () => this.#probe(),
      onChange: (open) => {
        if (open) {
          logger.warn(`redis ${name}: operations fail at once until it answers again`, { connection: name })
          onOpen()
        } else logger.info(`redis ${name}: operations are let through again`, { connection: name })
      },
    })
  }

  /** Milliseconds until it is worth asking again; 0 while operations may pass. */
  get retryAfterMs(): number {
    return this.#breaker.retryAfterMs
  }

  get deadlinesExceeded(): number {
    return this.#deadlinesExceeded
  }

  get recycled(): number {
    return this.#recycled
  }

  /** Draws no conclusions any more. */
  stop(): void {
    this.#stopped = true
    this.#breaker.stop()
  }

  /** There is a new connection. One that is slow from its beginning has yet to show that it is of use. */
  opened({ pingMs }: Pick<OpenClient, 'pingMs'>): void {
    if (pingMs < this.#options.limits.deadlineMs) this.#breaker.succeeded()
  }

  learn(outcome: Outcome<unknown>): void {
    if (outcome.kind === 'none' && outcome.exceeded) this.#deadlinesExceeded++
    if (this.#stopped || outcome.kind === 'thrown') return
    if (outcome.kind === 'none') {
      if (outcome.mute) this.#giveUp(outcome.mute)
      else if (outcome.failure) this.#breaker.failed()
      return
    }
    this.#options.reconnector.proved(outcome.opened)
    if (outcome.kind === 'reply' && outcome.failure) {
      this.#breaker.failed()
      return
    }
    this.#breaker.succeeded()
    if (outcome.kind === 'reply' && outcome.recycle) this.#leaveReplica(outcome.opened)
  }

  /** A connection that answered nothing for a whole deadline: nobody else should wait to find the same. */
  #giveUp(mute: OpenClient): void {
    if (mute === this.#options.reconnector.current) this.#breaker.trip()
    this.#recycle(mute, MUTE)
  }

  #recycle(opened: OpenClient, reason: string): void {
    if (opened !== this.#options.reconnector.current) return
    this.#recycled++
    this.#options.reconnector.recycle(opened, reason)
  }

  /** After a failover the name leads elsewhere; where it does not, reads need not suffer from every write. */
  #leaveReplica(opened: OpenClient): void {
    const now = this.#options.clock.monotonic()
    if (now - this.#leftReplicaAt < REPLICA_PAUSE_MS) return
    this.#leftReplicaAt = now
    this.#recycle(opened, 'it leads to a replica, which takes no writes')
  }

  async #probe(): Promise<boolean> {
    const { name, clock, limits, reconnector } = this.#options
    // Without a connection there is nothing to ask: the next one closes the breaker by its first PING.
    if (!reconnector.current) return false
    const context = { clock, name, deadlineMs: limits.deadlineMs, write: false, next: () => reconnector.next(1) }
    const outcome = await startOperation((client) => client.ping(), context).outcome
    if (outcome.kind === 'none' && outcome.mute && !this.#stopped) this.#recycle(outcome.mute, MUTE)
    return outcome.kind === 'value'
  }
}

const MUTE = 'the connection answers nothing'
