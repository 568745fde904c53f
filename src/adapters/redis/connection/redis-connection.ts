import type { AppError } from '../../../domain/platform/index.js'
import type { Clock, Logger, Random } from '../../../ports/index.js'
import type { RedisSettings } from '../settings/index.js'
import type { ChangeTracking } from './change-tracking.js'
import { closed, refusal } from './classify-error.js'
import type { ConnectionCounters } from './connection-counters.js'
import { ConnectionGuard } from './connection-guard.js'
import { type ConnectionLimits, DEFAULT_LIMITS } from './connection-limits.js'
import { type ConnectionState, ConnectionStateLog } from './connection-state.js'
import { ConnectionTls, type TlsReport } from './connection-tls.js'
import { settleWithin } from './deadline.js'
import { type RunningOperation, startOperation } from './operation.js'
import { Reconnector } from './reconnector.js'
import type { RedisClient } from './redis-client.js'
import type { RequestBudget } from './request-budget.js'
import { WaitingLine } from './waiting-line.js'

/** What a {@link RedisConnection} is made from. */
export interface RedisConnectionOptions {
  readonly settings: RedisSettings
  /** `cache` if it serves the cache alone, else `main`. In logs, events and `CLIENT LIST`. */
  readonly name: 'cache' | 'main'
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly limits?: Partial<ConnectionLimits>
  /** Told of changes by this connection, for as long as it lasts. */
  readonly tracking?: ChangeTracking
}

/** How one operation is run. */
export interface RunOptions {
  /** What it may take, waiting for a connection and for its turn included, in milliseconds; default: the connection's. */
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
  readonly #guard: ConnectionGuard
  readonly #reconnector: Reconnector
  readonly #underWay = new Set<Promise<void>>()
  readonly #line: WaitingLine
  #started = false
  #closing = false
  #turnedAway = 0

  constructor(options: RedisConnectionOptions) {
    const { settings, name, clock, random, logger, tracking } = options
    this.name = name
    this.#options = options
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits }
    this.#state = new ConnectionStateLog(name, settings.maskedUrl, logger)
    this.#tls = new ConnectionTls(settings.tls, name, logger)
    const reconnector = new Reconnector({
      settings,
      name,
      clock,
      random,
      handshakeMs: Math.min(this.#limits.handshakeMs, settings.connectTimeoutMs),
      state: this.#state,
      tracking,
      onOpen: (opened) => {
        this.#tls.opened(opened)
        this.#guard.opened(opened)
      },
    })
    this.#reconnector = reconnector
    this.#line = new WaitingLine(clock, () => this.#tooMany('waited in vain for its turn'))
    const onOpen = (): void => this.#line.dismiss(this.#failingFast())
    const working = { name, clock, random, logger, limits: this.#limits }
    this.#guard = new ConnectionGuard({ ...working, retryDelayMs: settings.retryDelayMs, reconnector, onOpen })
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
      deadlinesExceeded: this.#guard.deadlinesExceeded,
      recycled: this.#guard.recycled,
      turnedAway: this.#turnedAway,
      breakerOpen: this.#guard.retryAfterMs > 0,
    }
  }

  /**
   * Starts to connect and returns at once. Calling it again changes nothing. The notices of the settings are for whoever
   * decided them to log.
   */
  connect(): void {
    if (this.#started || this.#closing) return
    this.#started = true
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
    try {
      const running = this.#isFull
        ? await this.#line.wait(ms, (leftMs) => this.#start(operation, leftMs, write))
        : this.#start(operation, ms, write)
      const outcome = await running.outcome
      this.#guard.learn(outcome)
      if (outcome.kind !== 'value') throw outcome.error
      return outcome.value
    } finally {
      leave?.()
    }
  }

  /**
   * Takes no more operations, waits for those under way, and ends the connection: after `deadlineMs` in any case.
   * Always resolves. May be repeated.
   */
  async close(deadlineMs: number): Promise<void> {
    this.#closing = true
    this.#guard.stop()
    this.#line.dismiss(closed(this.name))
    await settleWithin(this.#options.clock, deadlineMs, Promise.all(this.#underWay))
    this.#reconnector.stop()
    this.#state.enter('closed')
  }

  get #isFull(): boolean {
    return this.#underWay.size >= this.#limits.maxInFlight || this.#line.length > 0
  }

  #start<T>(operation: (client: RedisClient) => Promise<T>, deadlineMs: number, write: boolean): RunningOperation<T> {
    const { clock, settings } = this.#options
    const next = (): ReturnType<Reconnector['next']> => this.#reconnector.next(settings.maxRetries)
    const running = startOperation(operation, { clock, name: this.name, deadlineMs, write, next })
    this.#underWay.add(running.finished)
    void running.finished.then(() => {
      this.#underWay.delete(running.finished)
      if (this.#line.length > 0) this.#line.next()
    })
    return running
  }

  #admit(ms: number): void {
    if (this.#closing) throw closed(this.name)
    if (this.#guard.retryAfterMs > 0) throw this.#failingFast()
    // Less than a timer can measure is nothing.
    if (ms < 1) throw refusal(this.name, 'budget', 'the request has used up its time for the store')
    if (!this.#isFull) return
    // Without a connection there is nothing to wait for a turn on.
    if (this.#line.length >= (this.#reconnector.current ? this.#limits.maxWaiting : 0))
      throw this.#tooMany('no more are taken')
  }

  #tooMany(what: string): AppError {
    this.#turnedAway++
    return refusal(this.name, 'in flight', `${this.#limits.maxInFlight} operations are under way: ${what}`, 100)
  }

  #failingFast(): AppError {
    return refusal(this.name, 'failing fast', 'it does not answer at present', this.#guard.retryAfterMs)
  }
}
