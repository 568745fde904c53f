import type { ServiceHealth } from '../../domain/health/index.js'
import { AppError, isAppError, messageOf } from '../../domain/platform/index.js'
import type { Clock, HealthProbe, ProbeResult } from '../../ports/index.js'

/** What a {@link ProbeRunner} needs beside its probe. */
export interface ProbeRunnerOptions {
  readonly clock: Clock
  readonly deadlineMs: number
  /** Told of every result. `before` is `undefined` for the first one. */
  readonly onResult: (name: string, now: ServiceHealth, before: ServiceHealth | undefined) => void
}

/** Runs one probe against a deadline, never twice at once, and keeps its last result. */
export class ProbeRunner {
  readonly #probe: HealthProbe
  readonly #options: ProbeRunnerOptions
  #last: ServiceHealth | undefined
  #running: { readonly since: number; readonly abort: AbortController } | undefined
  #closed = false

  constructor(probe: HealthProbe, options: ProbeRunnerOptions) {
    this.#probe = probe
    this.#options = options
  }

  get name(): string {
    return this.#probe.name
  }

  /** The last result; before the first one the service counts as unhealthy. */
  get health(): ServiceHealth {
    return this.#last ?? this.#serviceHealth({ status: 'unhealthy', reason: 'not checked yet' }, 0)
  }

  /** Checks once. Resolves with the answer or at the deadline, never rejects. */
  async run(): Promise<void> {
    if (this.#closed) return
    if (this.#running) return this.#recordSilence(this.#running.since)
    const { clock, deadlineMs } = this.#options
    const since = clock.monotonic()
    const abort = new AbortController()
    this.#running = { since, abort }
    await new Promise<void>((resolve) => {
      const deadline = clock.setTimer(deadlineMs, () => {
        abort.abort(new AppError('ABORTED', `the probe of ${this.name} exceeded ${deadlineMs} ms`))
        this.#recordSilence(since)
        resolve()
      })
      void this.#check(abort.signal).then((result) => {
        this.#running = undefined
        deadline.cancel()
        // After the deadline the answer is too late to count; the next round asks anew.
        if (!abort.signal.aborted) this.#record(result, clock.monotonic() - since)
        resolve()
      })
    })
  }

  /** Gives a running check up and starts no other. */
  close(): void {
    this.#closed = true
    this.#running?.abort.abort(new AppError('ABORTED', 'the health monitor was closed'))
  }

  async #check(signal: AbortSignal): Promise<ProbeResult | { readonly status: 'unhealthy'; readonly reason: string }> {
    try {
      return await this.#probe.check(signal)
    } catch (error) {
      const hint = isAppError(error) && error.hint !== undefined ? `; ${error.hint}` : ''
      return { status: 'unhealthy', reason: `${messageOf(error)}${hint}` }
    }
  }

  #recordSilence(since: number): void {
    const waited = this.#options.clock.monotonic() - since
    this.#record({ status: 'unhealthy', reason: `no answer for ${Math.round(waited)} ms` }, waited)
  }

  #record(result: Pick<ServiceHealth, 'status' | 'reason' | 'warning'>, elapsedMs: number): void {
    if (this.#closed) return
    const before = this.#last
    this.#last = this.#serviceHealth(result, elapsedMs)
    this.#options.onResult(this.name, this.#last, before)
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
