import { AppError } from '../../../domain/platform/index.js'
import type { Clock, Logger, Random } from '../../../ports/index.js'
import type { RedisSettings } from '../settings/index.js'
import { Breaker } from './breaker.js'
import { UNAVAILABLE_HINT } from './classify-error.js'
import type { ConnectionCounters } from './connection-counters.js'
import { type ConnectionLimits, DEFAULT_LIMITS } from './connection-limits.js'
import { type ConnectionState, ConnectionStateLog } from './connection-state.js'
import { ConnectionTls, type TlsReport } from './connection-tls.js'
import { settleWithin } from './deadline.js'
import type { OpenClient, RedisClient } from './open-client.js'
import { type Outcome, startOperation } from './operation.js'
import { reconnectDelay } from './reconnect-delay.js'
import { Reconnector } from './reconnector.js'
import type { RequestBudget } from './request-budget.js'

const REPLICA_PAUSE_MS = 5000

/** What a {@link RedisConnection} is made from. */
export interface RedisConnectionOptions {
  readonly settings: RedisSettings
  /** `cache` if it serves the cache alone, else `main`. In logs, events and `CLIENT LIST`. */
  readonly name: 'cache' | 'main'
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly limits?: Partial<ConnectionLimits>
}

/** How one operation is run. */
export interface RunOptions {
  /** What it may take, waiting for a connection included, in milliseconds; default: the connection's. */
  readonly deadlineMs?: number
  /** Whether it changes anything. If so and no answer comes, its outcome is unknown. Default: false. */
  readonly write?: boolean
  /** The time of the request it belongs to; what is left of it is a second bound. */
  readonly budget?: RequestBudget
}

/**
 * One connection to Redis whose operations always settle: with an answer, or with an error when their deadline is
 * reached. Opens nothing until `connect`, and then never gives up until `close`.
 */
export class RedisConnection {
  readonly name: 'cache' | 'main'
  /**
   * Settles with the first connection, or rejects with STORE_UNAVAILABLE after `settings.maxRetries` attempts, while
   * the attempts go on. Nobody has to wait for it: a rejection counts as handled.
   */
  readonly ready: Promise<void>
  readonly #options: RedisConnectionOptions
  readonly #limits: ConnectionLimits
  readonly #state: ConnectionStateLog
  readonly #tls: ConnectionTls
  readonly #breaker: Breaker
  readonly #reconnector: Reconnector
  readonly #underWay = new Set<Promise<void>>()
  #started = false
  #closing = false
  #deadlinesExceeded = 0
  #recycled = 0
  #turnedAway = 0
  #leftReplicaAt = Number.NEGATIVE_INFINITY

  constructor(options: RedisConnectionOptions) {
    const { settings, name, clock, random, logger } = options
    this.name = name
    this.#options = options
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits }
    this.#state = new ConnectionStateLog(name, settings.maskedUrl, logger)
    this.#tls = new ConnectionTls(settings.tls, name, logger)
    this.#breaker = new Breaker({
      clock,
      threshold: this.#limits.breakerThreshold,
      delay: (failures) => reconnectDelay(failures, settings.retryDelayMs, random),
      probe: () => this.#probe(),
      onChange: (open) => {
        if (open) logger.warn(`redis ${name}: operations fail at once until it answers again`, { connection: name })
        else logger.info(`redis ${name}: operations are let through again`, { connection: name })
      },
    })
    const handshakeMs = Math.min(this.#limits.handshakeMs, settings.connectTimeoutMs)
    const state = this.#state
    const onOpen = (opened: OpenClient): void => this.#opened(opened)
    this.#reconnector = new Reconnector({ settings, name, clock, random, handshakeMs, state, onOpen })
    this.ready = this.#reconnector.next(settings.maxRetries).opened.then(() => undefined)
    this.ready.catch(() => undefined)
  }

  get state(): ConnectionState {
    return this.#state.current
  }

  /** How the connection is protected, for the health report. */
  get tls(): TlsReport {
    return this.#tls.report
  }

  get counters(): ConnectionCounters {
    return {
      reconnects: this.#reconnector.reconnects,
      inFlight: this.#underWay.size,
      deadlinesExceeded: this.#deadlinesExceeded,
      recycled: this.#recycled,
      turnedAway: this.#turnedAway,
      breakerOpen: this.#breaker.open,
    }
  }

  /** Starts to connect and returns at once. Calling it again changes nothing. */
  connect(): void {
    if (this.#started || this.#closing) return
    this.#started = true
    for (const { level, message } of this.#options.settings.notices) this.#options.logger[level](message)
    this.#state.begin()
    this.#reconnector.start()
  }

  /**
   * Runs `operation` on a connection that is open, waiting for one within the deadline.
   *
   * @param operation makes its calls on the client it is given and keeps nothing of it
   * @throws AppError STORE_UNAVAILABLE (nothing was done), OUTCOME_UNKNOWN (a write was sent and not confirmed),
   * STORE_FULL, APP_CLOSED; every other reply of Redis as node-redis' `ErrorReply`
   */
  async run<T>(operation: (client: RedisClient) => Promise<T>, options: RunOptions = {}): Promise<T> {
    const { deadlineMs = this.#limits.deadlineMs, write = false, budget } = options
    const ms = Math.min(deadlineMs, budget?.remainingMs() ?? deadlineMs)
    this.#admit(ms)
    const leave = budget?.enter()
    const { clock, settings } = this.#options
    const next = (): ReturnType<Reconnector['next']> => this.#reconnector.next(settings.maxRetries)
    const running = startOperation(operation, { clock, name: this.name, deadlineMs: ms, write, next })
    this.#underWay.add(running.finished)
    void running.finished.then(() => this.#underWay.delete(running.finished))
    const outcome = await running.outcome
    leave?.()
    this.#learn(outcome)
    if (outcome.kind !== 'value') throw outcome.error
    return outcome.value
  }

  /**
   * Takes no more operations, waits for those under way, and ends the connection: after `deadlineMs` in any case.
   * Always resolves. May be repeated.
   */
  async close(deadlineMs: number): Promise<void> {
    this.#closing = true
    this.#breaker.stop()
    await settleWithin(this.#options.clock, deadlineMs, Promise.all(this.#underWay))
    this.#reconnector.stop()
    this.#state.enter('closed')
  }

  #admit(ms: number): void {
    const connection = this.name
    const reject = (reason: string, what: string, retryAfterMs = 1000): never => {
      const options = { hint: UNAVAILABLE_HINT, details: { connection, reason }, retryAfterMs }
      throw new AppError('STORE_UNAVAILABLE', `redis ${connection}: ${what}`, options)
    }
    if (this.#closing) throw new AppError('APP_CLOSED', `redis ${connection}: the connection is closed`)
    if (this.#breaker.open) reject('failing fast', 'it does not answer at present', this.#breaker.retryAfterMs)
    if (ms <= 0) reject('budget', 'the request has used up its time for the store')
    if (this.#underWay.size >= this.#limits.maxInFlight) {
      this.#turnedAway++
      reject('in flight', `${this.#limits.maxInFlight} operations are under way, and no more are taken`, 100)
    }
  }

  #learn(outcome: Outcome<unknown>): void {
    if (outcome.kind === 'thrown') return
    if (outcome.kind === 'none') {
      if (outcome.exceeded) this.#deadlinesExceeded++
      if (this.#closing) return
      if (outcome.mute) this.#recycle(outcome.mute, 'it answers nothing')
      if (outcome.failure) this.#breaker.failed()
      return
    }
    this.#reconnector.proved(outcome.opened)
    if (outcome.kind === 'reply' && outcome.failure) {
      if (!this.#closing) this.#breaker.failed()
      return
    }
    this.#breaker.succeeded()
    if (outcome.kind === 'reply' && outcome.recycle) this.#leaveReplica(outcome.opened)
  }

  #recycle(opened: OpenClient, reason: string): void {
    if (opened !== this.#reconnector.current) return
    this.#recycled++
    this.#reconnector.recycle(opened, reason)
  }

  /** After a failover the name leads elsewhere; where it does not, reads need not suffer from every write. */
  #leaveReplica(opened: OpenClient): void {
    const now = this.#options.clock.monotonic()
    if (now - this.#leftReplicaAt < REPLICA_PAUSE_MS) return
    this.#leftReplicaAt = now
    this.#recycle(opened, 'it leads to a replica, which takes no writes')
  }

  #opened(opened: OpenClient): void {
    this.#tls.opened(opened)
    if (opened.pingMs < this.#limits.deadlineMs) this.#breaker.succeeded()
  }

  async #probe(): Promise<boolean> {
    const opened = this.#reconnector.current
    // Without a connection there is nothing to ask: the next one closes the breaker by its first PING.
    if (!opened) return false
    const next = (): ReturnType<Reconnector['next']> => this.#reconnector.next(1)
    const { clock } = this.#options
    const { deadlineMs } = this.#limits
    const { outcome } = startOperation((client) => client.ping(), {
      clock,
      name: this.name,
      deadlineMs,
      write: false,
      next,
    })
    const found = await outcome
    if (found.kind === 'none' && found.mute && !this.#closing) this.#recycle(found.mute, 'it answers nothing')
    return found.kind === 'value'
  }
}
