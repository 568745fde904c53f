import { type AppError, assertOptions, optionNames } from '../../../domain/platform/index.js'
import type { Clock, HealthProbe, Logger, Random } from '../../../ports/index.js'
import { assertDependencies } from '../../shared/assert-dependencies.js'
import { type RequestBudget, settleWithin } from '../../shared/deadline.js'
import type { RedisSettings } from '../settings/index.js'
import { connectionClosed, notStarted } from './connection-errors.js'
import { ConnectionHealth } from './connection-health.js'
import { type ConnectionLimits, DEFAULT_LIMITS } from './connection-limits.js'
import { type ConnectionState, ConnectionStateLog } from './connection-state.js'
import { ConnectionTls, type TlsReport } from './connection-tls.js'
import type { ChangeTracking, RedisClient } from './open-client.js'
import { type RunningOperation, startOperation } from './operation.js'
import { outageLog } from './outage-log.js'
import { Reconnector } from './reconnector.js'
import { RequestQueue } from './request-queue.js'

/** Dependencies and settings of a {@link RedisConnection}. */
export interface RedisConnectionOptions {
  readonly settings: RedisSettings
  /** `cache` for a connection of the cache only, else `main`. Used in logs, events and `CLIENT LIST`. */
  readonly name: 'cache' | 'main'
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly limits?: Partial<ConnectionLimits>
  /** Receives the changes that Redis reports on this connection. */
  readonly tracking?: ChangeTracking
}

const OPTIONS = optionNames<RedisConnectionOptions>({
  settings: true,
  name: true,
  clock: true,
  random: true,
  logger: true,
  limits: true,
  tracking: true,
})
const LIMITS = optionNames<ConnectionLimits>({
  deadlineMs: true,
  maxInFlight: true,
  maxWaiting: true,
  breakerThreshold: true,
})

/** Options of one operation. */
export interface RunOptions {
  /** Deadline in milliseconds, including the waits for a connection and in the queue. Default: that of the connection. */
  readonly deadlineMs?: number
  /** Whether the operation changes data. If so, its outcome is unknown without an answer. Default: false. */
  readonly write?: boolean
  /** The time budget of the request; its rest is a second limit. */
  readonly budget?: RequestBudget
}

/** Counters of a connection, for metrics and health. */
export interface ConnectionCounters {
  /** Connections after the first. */
  readonly reconnects: number
  /** Operations in flight, including those whose caller no longer waits. */
  readonly inFlight: number
  /** Operations that exceeded their deadline. */
  readonly deadlinesExceeded: number
  /** Connections that were replaced because they did not answer or led to a replica. */
  readonly recycled: number
  /** Operations that were rejected because too many were in flight, at once or after their time in the queue. */
  readonly rejected: number
  /** Whether operations fail fast now. */
  readonly breakerOpen: boolean
}

/**
 * One connection to Redis. Its operations always settle: with a result, or with an error when their deadline has passed.
 * Opens nothing until `connect`, and then reconnects until `close`.
 */
export class RedisConnection {
  readonly name: 'cache' | 'main'
  /**
   * Resolves with the first connection, or rejects with STORE_UNAVAILABLE after `settings.maxRetries` attempts, while the
   * attempts go on. The rejection is handled: waiting for it is optional.
   */
  readonly ready: Promise<void>
  /** Like {@link ready}, but rejects when the first attempt has failed. */
  readonly firstAttempt: Promise<void>
  readonly #options: RedisConnectionOptions
  readonly #limits: ConnectionLimits
  readonly #state: ConnectionStateLog
  readonly #tls: ConnectionTls
  readonly #health: ConnectionHealth
  readonly #reconnector: Reconnector
  readonly #inFlight = new Set<Promise<void>>()
  readonly #queue: RequestQueue
  #started = false
  #closing = false
  #rejected = 0

  /** @throws AppError `INVALID_ARGUMENT` */
  constructor(options: RedisConnectionOptions) {
    assertDependencies(options, OPTIONS, ['settings', 'clock', 'random', 'logger'])
    assertOptions(options.limits ?? {}, LIMITS, 'limits')
    const { settings, name, clock, random, logger, tracking } = options
    this.name = name
    this.#options = options
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits }
    this.#state = new ConnectionStateLog(name, { settings, clock, logger })
    this.#tls = new ConnectionTls(settings.tls, name, logger)
    this.#reconnector = new Reconnector({
      settings,
      name,
      clock,
      random,
      state: this.#state,
      tracking,
      onOpen: (opened) => {
        this.#tls.opened(opened.probe)
        this.#health.opened(opened)
      },
    })
    this.#queue = new RequestQueue(clock, () => this.#tooMany('the deadline passed in the queue'))
    this.#health = new ConnectionHealth({
      name,
      clock,
      random,
      logger,
      limits: this.#limits,
      outage: outageLog(settings, clock, logger),
      retryDelayMs: settings.retryDelayMs,
      reconnector: this.#reconnector,
      onOpen: () => this.#queue.rejectAll(this.#failingFast()),
    })
    this.ready = this.#reconnector.next(settings.maxRetries).opened.then(() => undefined)
    this.ready.catch(() => undefined)
    this.firstAttempt = this.#reconnector.next(1).opened.then(() => undefined)
    this.firstAttempt.catch(() => undefined)
  }

  /** Whether an outage of this Redis has been logged and is not over, on this connection or another one. */
  get isOutage(): boolean {
    const { settings, clock, logger } = this.#options
    return outageLog(settings, clock, logger).isOutage
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
      inFlight: this.#inFlight.size,
      deadlinesExceeded: this.#health.deadlinesExceeded,
      recycled: this.#health.recycled,
      rejected: this.#rejected,
      breakerOpen: this.#health.retryAfterMs > 0,
    }
  }

  /** Starts to connect and returns at once. Idempotent. Does not log the notices of the settings. */
  connect(): void {
    if (this.#started || this.#closing) return
    this.#started = true
    this.#state.begin()
    this.#reconnector.start()
  }

  /**
   * Runs `operation` on an open connection. Waits for one within the deadline.
   *
   * @param operation uses the client during the call only
   * @throws AppError STORE_UNAVAILABLE (nothing was changed), OUTCOME_UNKNOWN (a write was sent and not confirmed),
   * STORE_FULL, APP_CLOSED; any other error reply as `ErrorReply` of node-redis
   */
  async run<T>(operation: (client: RedisClient) => Promise<T>, options: RunOptions = {}): Promise<T> {
    const { deadlineMs = this.#limits.deadlineMs, write = false, budget } = options
    const ms = Math.min(deadlineMs, budget?.remainingMs() ?? deadlineMs)
    this.#assertAccepts(ms)
    const leave = budget?.enter()
    try {
      const running = this.#isFull
        ? await this.#queue.wait(ms, (remainingMs) => this.#start(operation, remainingMs, write))
        : this.#start(operation, ms, write)
      const outcome = await running.outcome
      this.#health.record(outcome, write)
      if (outcome.kind !== 'value') throw outcome.error
      return outcome.value
    } finally {
      leave?.()
    }
  }

  /**
   * Rejects new operations, waits for those in flight, and ends the connection, at the latest after `deadlineMs`. Always
   * resolves. Idempotent.
   */
  async close(deadlineMs: number): Promise<void> {
    this.#closing = true
    this.#health.stop()
    this.#queue.rejectAll(connectionClosed(this.name))
    await settleWithin(this.#options.clock, deadlineMs, Promise.all(this.#inFlight))
    this.#reconnector.stop()
    this.#state.enter('closed')
  }

  get #isFull(): boolean {
    return this.#inFlight.size >= this.#limits.maxInFlight || this.#queue.length > 0
  }

  #start<T>(operation: (client: RedisClient) => Promise<T>, deadlineMs: number, write: boolean): RunningOperation<T> {
    const { clock, settings } = this.#options
    const next = (): ReturnType<Reconnector['next']> => this.#reconnector.next(settings.maxRetries)
    const lastFailure = (): AppError | undefined => this.#reconnector.lastFailure
    const running = startOperation(operation, { clock, name: this.name, deadlineMs, write, next, lastFailure })
    this.#inFlight.add(running.finished)
    void running.finished.then(() => {
      this.#inFlight.delete(running.finished)
      if (this.#queue.length > 0) this.#queue.next()
    })
    return running
  }

  #assertAccepts(ms: number): void {
    if (this.#closing) throw connectionClosed(this.name)
    if (this.#health.retryAfterMs > 0) throw this.#failingFast()
    // Timers have a resolution of 1 ms.
    if (ms < 1) throw this.#notStarted('budget', 'the time budget of the request is exhausted')
    if (!this.#isFull) return
    // Without a connection, nothing is queued.
    if (this.#queue.length >= (this.#reconnector.current ? this.#limits.maxWaiting : 0)) {
      throw this.#tooMany('the queue is full')
    }
  }

  #tooMany(what: string): AppError {
    this.#rejected++
    return this.#notStarted('in flight', `${this.#limits.maxInFlight} operations are in flight: ${what}`, 100)
  }

  #failingFast(): AppError {
    const failure = this.#reconnector.lastFailure
    const what = `circuit breaker open: ${failure?.message ?? 'Redis does not respond'}`
    return this.#notStarted('failing fast', what, this.#health.retryAfterMs, failure?.hint)
  }

  #notStarted(reason: string, what: string, retryAfterMs?: number, hint?: string): AppError {
    return notStarted({
      connection: this.name,
      reason,
      what,
      hint,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    })
  }
}

/**
 * The health probe of a connection: one PING. It fails fast while the connection does.
 *
 * @param name of the service in the report; default: that of the connection
 * @param adapter shown in the report
 */
export function redisProbe(
  connection: RedisConnection,
  name: string = connection.name,
  adapter = 'redis',
): HealthProbe {
  return {
    name,
    adapter,
    check: async (signal) => {
      signal.throwIfAborted()
      await connection.run((client) => client.ping())
      return { status: 'healthy' }
    },
  }
}
