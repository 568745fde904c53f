import { isAppError } from '../../../domain/platform/index.js'
import type { Clock, Logger, Random, Timer } from '../../../ports/index.js'
import { type ConnectionLimits, reconnectDelay } from './connection-limits.js'
import type { OpenClient } from './open-client.js'
import { type Outcome, startOperation } from './operation.js'
import { type OutageLog, REPLICA_REASON } from './outage-log.js'
import type { Reconnector } from './reconnector.js'

/** Minimum interval of reconnects that look for a new primary. */
const REPLICA_PAUSE_MS = 5000

interface ConnectionHealthOptions {
  readonly name: string
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly outage: OutageLog
  readonly limits: ConnectionLimits
  readonly retryDelayMs: number
  readonly reconnector: Reconnector
  /** The circuit breaker has opened: operations fail fast from now on. */
  readonly onOpen: () => void
}

/** Records the outcome of operations. Decides when operations fail fast and when a connection is replaced. */
export class ConnectionHealth {
  readonly #options: ConnectionHealthOptions
  readonly #breaker: CircuitBreaker
  readonly #leaveOutage: () => void
  #stopped = false
  #leftReplicaAt = Number.NEGATIVE_INFINITY
  #deadlinesExceeded = 0
  #recycled = 0

  constructor(options: ConnectionHealthOptions) {
    const { name, clock, random, logger, limits, retryDelayMs, onOpen, outage } = options
    const source = `${name}: circuit breaker`
    this.#leaveOutage = () => outage.closed(source)
    this.#options = options
    this.#breaker = new CircuitBreaker({
      clock,
      threshold: limits.breakerThreshold,
      delay: (failures) => reconnectDelay(failures, retryDelayMs, random),
      probe: () => this.#probe(),
      onChange: (open) => {
        const fields = { connection: name }
        if (open) {
          const level = outage.failed(source, 'circuit breaker open')
          logger[level](`redis ${name}: circuit breaker open: failing fast until Redis responds`, fields)
          onOpen()
        } else {
          outage.recovered(source)
          logger.debug(`redis ${name}: circuit breaker closed: Redis responds`, fields)
        }
      },
    })
  }

  /** Milliseconds until the next probe; 0 while the circuit breaker is closed. */
  get retryAfterMs(): number {
    return this.#breaker.retryAfterMs
  }

  get deadlinesExceeded(): number {
    return this.#deadlinesExceeded
  }

  get recycled(): number {
    return this.#recycled
  }

  /** Later outcomes have no effect. */
  stop(): void {
    this.#stopped = true
    this.#breaker.stop()
    this.#leaveOutage()
  }

  /** A new connection is open. One with a slow first PING does not close the circuit breaker. */
  opened({ pingMs }: Pick<OpenClient, 'pingMs'>): void {
    if (pingMs < this.#options.limits.deadlineMs) this.#breaker.succeeded()
  }

  /** @param write whether the operation may have changed data */
  record(outcome: Outcome<unknown>, write: boolean): void {
    if (outcome.kind === 'none' && outcome.exceeded) this.#deadlinesExceeded++
    if (this.#stopped || outcome.kind === 'thrown') return
    if (outcome.kind === 'none') {
      if (outcome.unresponsive) this.#replaceUnresponsive(outcome.unresponsive)
      else if (outcome.failure) this.#breaker.failed()
      return
    }
    const { reconnector, outage } = this.#options
    reconnector.confirm(outcome.opened)
    if (outcome.kind === 'reply' && outcome.failure) {
      this.#breaker.failed()
      return
    }
    this.#breaker.succeeded()
    const { opened } = outcome
    if (outcome.kind === 'reply' && outcome.recycle) this.#leaveReplica(opened, outcome.error)
    else if (outcome.kind === 'value' && write) void outage.wrote(() => opened.client.info('replication'))
  }

  /** Opens the circuit breaker at once, so that no other operation waits for a deadline. */
  #replaceUnresponsive(opened: OpenClient): void {
    if (opened === this.#options.reconnector.current) this.#breaker.trip()
    this.#recycle(opened, UNRESPONSIVE)
  }

  #recycle(opened: OpenClient, reason: string): void {
    if (opened !== this.#options.reconnector.current) return
    this.#recycled++
    this.#options.reconnector.recycle(opened, reason)
  }

  /** After a failover the host name resolves to the new primary. If not, a pause keeps reads working. */
  #leaveReplica(opened: OpenClient, error: unknown): void {
    if (isAppError(error)) this.#options.outage.foundReplica(error)
    const now = this.#options.clock.monotonic()
    if (now - this.#leftReplicaAt < REPLICA_PAUSE_MS) return
    this.#leftReplicaAt = now
    this.#recycle(opened, REPLICA_REASON)
  }

  async #probe(): Promise<boolean> {
    const { name, clock, limits, reconnector } = this.#options
    // Without a connection there is nothing to probe: the PING of the next one closes the circuit breaker.
    if (!reconnector.current) return false
    const context = { clock, name, deadlineMs: limits.deadlineMs, write: false, next: () => reconnector.next(1) }
    const outcome = await startOperation((client) => client.ping(), context).outcome
    if (outcome.kind === 'none' && outcome.unresponsive && !this.#stopped) {
      this.#recycle(outcome.unresponsive, UNRESPONSIVE)
    }
    return outcome.kind === 'value'
  }
}

const UNRESPONSIVE = 'the connection does not answer'

interface CircuitBreakerOptions {
  readonly clock: Clock
  /** Number of failures in a row that open it. */
  readonly threshold: number
  /** Milliseconds before probe number `failures` + 1. */
  readonly delay: (failures: number) => number
  /** Whether the store responds. Must settle. */
  readonly probe: () => Promise<boolean>
  readonly onChange: (open: boolean) => void
}

/** Opens after a number of failures in a row, probes the store, and closes with the first success. */
export class CircuitBreaker {
  readonly #options: CircuitBreakerOptions
  #failures = 0
  #open = false
  #probes = 0
  #timer: Timer | undefined
  #probeAt = 0

  constructor(options: CircuitBreakerOptions) {
    this.#options = options
  }

  get open(): boolean {
    return this.#open
  }

  /** Milliseconds until the next probe; 0 when closed. */
  get retryAfterMs(): number {
    return this.#open ? Math.max(1, Math.ceil(this.#probeAt - this.#options.clock.monotonic())) : 0
  }

  succeeded(): void {
    this.#failures = 0
    if (!this.#open) return
    this.#open = false
    this.stop()
    this.#options.onChange(false)
  }

  failed(): void {
    this.#failures++
    if (this.#failures >= this.#options.threshold) this.trip()
  }

  /** Opens it, whatever the number of failures. */
  trip(): void {
    if (this.#open) return
    this.#open = true
    this.#probes = 0
    this.#schedule()
    this.#options.onChange(true)
  }

  /** Stops probing. */
  stop(): void {
    this.#timer?.cancel()
    this.#timer = undefined
  }

  #schedule(): void {
    const { clock, delay } = this.#options
    const wait = delay(this.#probes++)
    this.#probeAt = clock.monotonic() + wait
    const timer = clock.setTimer(wait, () => void this.#probe(timer))
    this.#timer = timer
  }

  async #probe(timer: Timer): Promise<void> {
    const responds = await this.#options.probe()
    // Stopped or closed during the probe.
    if (this.#timer !== timer) return
    if (responds) this.succeeded()
    else this.#schedule()
  }
}
