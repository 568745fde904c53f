import {
  combineStatus,
  combineTls,
  type HealthReport,
  type ServiceHealth,
  type TlsHealth,
} from '../../domain/health/index.js'
import { AppError } from '../../domain/platform/index.js'
import type { Clock, EventLoopLag, HealthProbe, Logger, Timer } from '../../ports/index.js'
import { ProbeRunner } from './probe-runner.js'

/** What a {@link HealthMonitor} needs beside its probes. */
export interface HealthMonitorOptions {
  readonly clock: Clock
  readonly logger: Logger
  /** Belongs to the caller: `close()` of the monitor leaves it open. */
  readonly lag: EventLoopLag
  /** When the process began, on `clock.monotonic()`. Default: now. */
  readonly startedAt?: number
  /** How the connections to Redis are protected at present, by name. Called for every report, so no I/O. */
  readonly tls?: () => { readonly [connection: string]: TlsHealth }
  /** What an operator should know from the start on. No secrets. */
  readonly warnings: readonly string[]
  /** From the end of one round of probes to the next. Default 5,000. */
  readonly intervalMs?: number
  /** How long one probe may take. Default 500. */
  readonly deadlineMs?: number
}

/**
 * Knows how the process and everything it stands on is doing. The probes run in the background, each against its own
 * deadline, so that {@link report} answers at once however slow a service is. They start with {@link start} or when
 * {@link first} is asked for, and never keep the process alive.
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
    this.#runners = probes.map(
      (probe) => new ProbeRunner(probe, { clock, deadlineMs, onResult: (...result) => logChange(logger, ...result) }),
    )
    const names = new Set(probes.map(({ name }) => name))
    if (names.size < probes.length) {
      throw new AppError('INVALID_ARGUMENT', 'two health probes have the same name', {
        hint: 'give each probe a name of its own',
        details: { names: probes.map(({ name }) => name) },
      })
    }
  }

  /** Begins to probe, in the background. May be repeated. */
  start(): void {
    this.#first ??= this.#closed ? Promise.resolve() : this.#round()
  }

  /** Settles when every service was probed once or ran into its deadline; begins to probe if need be. Never rejects. */
  get first(): Promise<void> {
    this.start()
    return this.#first ?? Promise.resolve()
  }

  /** The state as last seen: no I/O. A service that was not probed yet counts as unhealthy. */
  report(): HealthReport {
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

  /** Ends the probing; reports stay as they were. May be repeated. */
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

/** One line when a service's status changes; a first result that is healthy is no change. */
function logChange(logger: Logger, name: string, now: ServiceHealth, before: ServiceHealth | undefined): void {
  if (now.status === (before?.status ?? 'healthy')) return
  const fields = { service: name, status: now.status, adapter: now.adapter, reason: now.reason }
  if (now.status === 'healthy') logger.info(`${name} is healthy again`, fields)
  else logger.warn(`${name} is ${now.status}`, fields)
}
