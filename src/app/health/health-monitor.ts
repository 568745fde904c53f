import {
  combineStatus,
  combineTls,
  type HealthReport,
  type ServiceHealth,
  type TlsHealth,
} from '../../domain/health/index.js'
import { AppError, formatMs, isAppError, messageOf } from '../../domain/platform/index.js'
import type { Clock, EventLoopLag, HealthProbe, Logger, Timer } from '../../ports/index.js'

/** The dependencies and settings of a {@link HealthMonitor}. */
export interface HealthMonitorOptions {
  readonly clock: Clock
  readonly logger: Logger
  /** `close()` leaves it open. */
  readonly lag: EventLoopLag
  /** The start of the process on `clock.monotonic()`. Default: now. */
  readonly startedAt?: number
  /** The TLS state of the Redis connections, by name. Called for every report, so it must not do I/O. */
  readonly tls?: () => { readonly [connection: string]: TlsHealth }
  /** Warnings for the operator, in every report. No secrets. */
  readonly warnings: readonly string[]
  /**
   * Whether the store behind an adapter has an outage that is already in the log. Changes are then logged at level debug:
   * one outage is one warning. Default: never.
   */
  readonly isOutageLogged?: (adapter: string) => boolean
  /** The time from the end of one round of probes to the next. Default 5,000. */
  readonly intervalMs?: number
  /** The deadline of one probe. Default 500. */
  readonly deadlineMs?: number
}

/**
 * Monitors the process and its services. Probes run in the background, each with a deadline, so that {@link report} does not
 * wait for slow services. They start with the first call of {@link report}, {@link start} or {@link first}, and do not keep
 * the process alive.
 */
export class HealthMonitor {
  readonly #runners: readonly ProbeRunner[]
  readonly #options: HealthMonitorOptions
  readonly #startedAt: number
  #first: Promise<void> | undefined
  #timer: Timer | undefined
  #closed = false

  /** @throws AppError `INVALID_ARGUMENT` if two probes have one name */
  constructor(probes: readonly HealthProbe[], options: HealthMonitorOptions) {
    const { clock, deadlineMs = 500, logger } = options
    this.#options = options
    this.#startedAt = options.startedAt ?? clock.monotonic()
    const changes = new ChangeLog(logger, options.isOutageLogged)
    this.#runners = probes.map(
      (probe) => new ProbeRunner(probe, { clock, deadlineMs, onResult: (...result) => changes.log(...result) }),
    )
    const names = new Set(probes.map(({ name }) => name))
    if (names.size < probes.length) {
      throw new AppError('INVALID_ARGUMENT', 'two health probes have the same name', {
        hint: 'give each probe a name of its own',
        details: { names: probes.map(({ name }) => name) },
      })
    }
  }

  /** Starts the probes in the background. Idempotent. */
  start(): void {
    this.#first ??= this.#closed ? Promise.resolve() : this.#round()
  }

  /** Resolves when every probe has ended once or exceeded its deadline. Starts the probes. Never rejects. */
  get first(): Promise<void> {
    this.start()
    return this.#first ?? Promise.resolve()
  }

  /**
   * The latest results, without waiting. The first call starts the probes; until they have results, a service counts as
   * unhealthy, `not checked yet`.
   *
   * ```ts
   * await app.health.first
   * const { status, services } = app.health.report()
   * ```
   */
  report(): HealthReport {
    this.start()
    const { clock, lag, tls, warnings } = this.#options
    const services = Object.fromEntries(this.#runners.map((runner) => [runner.name, runner.health]))
    const protection = combineTls(tls?.() ?? {})
    return {
      status: combineStatus(Object.values(services).map(({ status }) => status)),
      services,
      process: {
        eventLoopLagMs: Math.round(lag.p99Ms() * 10) / 10,
        uptimeSeconds: Math.floor((clock.monotonic() - this.#startedAt) / 1000),
      },
      ...(protection ? { tls: protection } : {}),
      warnings,
    }
  }

  /** Stops the probes; reports keep the latest results. Idempotent. */
  close(): void {
    this.#closed = true
    this.#timer?.cancel()
    for (const runner of this.#runners) runner.close()
  }

  async #round(): Promise<void> {
    await Promise.all(this.#runners.map((runner) => runner.run()))
    if (this.#closed) return
    this.#timer = this.#options.clock.setTimer(this.#options.intervalMs ?? 5_000, () => void this.#round())
  }
}

/** Logs changes of status. A first result that is healthy is no change. */
class ChangeLog {
  readonly #logger: Logger
  readonly #isOutageLogged: (adapter: string) => boolean
  /** Services that failed in an outage that is already in the log, and how often they failed after it. */
  readonly #quiet = new Map<string, number>()

  constructor(logger: Logger, isOutageLogged: (adapter: string) => boolean = () => false) {
    this.#logger = logger
    this.#isOutageLogged = isOutageLogged
  }

  log(name: string, now: ServiceHealth, before: ServiceHealth | undefined): void {
    const fields = { service: name, status: now.status, adapter: now.adapter, reason: now.reason }
    const isChange = now.status !== (before?.status ?? 'healthy')
    if (now.status === 'healthy') {
      const level = this.#quiet.delete(name) ? 'debug' : 'info'
      if (isChange) this.#logger[level](`${name} is healthy again`, fields)
    } else if (this.#isOutageLogged(now.adapter)) {
      if (isChange) this.#logger.debug(`${name} is ${now.status}`, fields)
      this.#quiet.set(name, 0)
    } else if (this.#isAfterOutage(name) ? this.#quiet.delete(name) : isChange && !this.#quiet.has(name)) {
      this.#logger.warn(`${name} is ${now.status}`, fields)
    }
  }

  /** Whether the service failed again after the outage: its first result may be one from before the end. */
  #isAfterOutage(name: string): boolean {
    const failures = this.#quiet.get(name)
    if (failures === undefined) return false
    this.#quiet.set(name, failures + 1)
    return failures > 0
  }
}

/** The dependencies and settings of a {@link ProbeRunner}. */
interface ProbeRunnerOptions {
  readonly clock: Clock
  readonly deadlineMs: number
  /** Called with every result. `before` is `undefined` for the first one. */
  readonly onResult: (name: string, now: ServiceHealth, before: ServiceHealth | undefined) => void
}

/** The result of one run of a probe. */
interface Checked extends Pick<ServiceHealth, 'status' | 'reason' | 'warning'> {
  readonly isStarting?: true
}

/** Runs one probe with a deadline, one run at a time, and keeps its latest result. */
class ProbeRunner {
  readonly #probe: HealthProbe
  readonly #options: ProbeRunnerOptions
  #last: ServiceHealth | undefined
  /** The latest result that was not about the start of the service. */
  #lastLogged: ServiceHealth | undefined
  #running: { readonly since: number; readonly abort: AbortController } | undefined
  #closed = false

  constructor(probe: HealthProbe, options: ProbeRunnerOptions) {
    this.#probe = probe
    this.#options = options
  }

  get name(): string {
    return this.#probe.name
  }

  /** The latest result. Without one, the service counts as unhealthy. */
  get health(): ServiceHealth {
    return this.#last ?? this.#serviceHealth({ status: 'unhealthy', reason: 'not checked yet' }, 0)
  }

  /** Runs the probe once. Resolves with its result or at the deadline. Never rejects. */
  async run(): Promise<void> {
    if (this.#closed) return
    if (this.#running) return this.#recordTimeout(this.#running.since)
    const { clock, deadlineMs } = this.#options
    const since = clock.monotonic()
    const abort = new AbortController()
    this.#running = { since, abort }
    await new Promise<void>((resolve) => {
      const deadline = clock.setTimer(deadlineMs, () => {
        abort.abort(new AppError('ABORTED', `the probe of ${this.name} exceeded ${formatMs(deadlineMs)}`))
        this.#recordTimeout(since)
        resolve()
      })
      void this.#check(abort.signal).then((result) => {
        this.#running = undefined
        deadline.cancel()
        // A result after the deadline is ignored; the next round probes again.
        if (!abort.signal.aborted) this.#record(result, clock.monotonic() - since)
        resolve()
      })
    })
  }

  /** Aborts a running probe and starts no other. */
  close(): void {
    this.#closed = true
    this.#running?.abort.abort(new AppError('ABORTED', 'the health monitor was closed'))
  }

  async #check(signal: AbortSignal): Promise<Checked> {
    try {
      return await this.#probe.check(signal)
    } catch (error) {
      const hint = isAppError(error) && error.hint !== undefined ? `; ${error.hint}` : ''
      return this.#failure(`${messageOf(error)}${hint}`)
    }
  }

  #failure(reason: string): Checked {
    const starting = this.#probe.starting?.()
    if (starting === undefined) return { status: 'unhealthy', reason }
    return { status: 'degraded', reason: starting, isStarting: true }
  }

  #recordTimeout(since: number): void {
    const waited = this.#options.clock.monotonic() - since
    this.#record(this.#failure(`no answer for ${formatMs(waited)}`), waited)
  }

  #record(result: Checked, elapsedMs: number): void {
    if (this.#closed) return
    this.#last = this.#serviceHealth(result, elapsedMs)
    if (result.isStarting) return
    this.#options.onResult(this.name, this.#last, this.#lastLogged)
    this.#lastLogged = this.#last
  }

  #serviceHealth(
    { status, reason, warning }: Pick<ServiceHealth, 'status' | 'reason' | 'warning'>,
    elapsedMs: number,
  ): ServiceHealth {
    return {
      status,
      responseTime: Math.round(elapsedMs * 10) / 10,
      adapter: this.#probe.adapter,
      ...(reason === undefined ? {} : { reason }),
      ...(warning === undefined ? {} : { warning }),
    }
  }
}

/**
 * The probe of a store behind a port: healthy while it answers.
 *
 * @param answers a cheap call; `false` or a rejection means that the store cannot be reached
 */
export function storeProbe(name: string, adapter: string, answers: () => Promise<boolean>): HealthProbe {
  return {
    name,
    adapter,
    check: async () => {
      if (await answers()) return { status: 'healthy' }
      throw new AppError('STORE_UNAVAILABLE', `${name}: its store reports that it is not connected`, {
        hint: 'check the store of this adapter',
      })
    },
  }
}
