/** The result of a probe whose service answered. */
export interface ProbeResult {
  readonly status: 'healthy' | 'degraded'
  /** Why it is degraded, and what to do. No secrets. */
  readonly reason?: string
  /** Works as configured, but the operator should know about it. */
  readonly warning?: string
}

/**
 * Checks whether a service works. Each capability has one.
 *
 * ```ts
 * const probe: HealthProbe = {
 *   name: 'mail',
 *   adapter: 'smtp',
 *   check: async (signal) => {
 *     await connect({ signal })
 *     return { status: 'healthy' }
 *   },
 * }
 * ```
 *
 * Effects: at most one cheap round trip, without lasting changes. Failure: rejects with the reason, which makes the service
 * `unhealthy`. Deadline: the caller aborts `signal` and stops waiting; the probe must then release its resources. Repetition:
 * runs every few seconds while the process lives, one run at a time.
 */
export interface HealthProbe {
  /** The name of the service in the report: `cache`, `sessions`, `jobs`, `database`, or your own. */
  readonly name: string
  /** The adapter of the service: `memory`, `redis`, ... */
  readonly adapter: string
  check(signal: AbortSignal): Promise<ProbeResult>
  /**
   * Why the service cannot answer yet, while it starts for the first time: `opening ...`. Read when `check` rejects or exceeds
   * its deadline. The service is then `degraded` for this reason, and that is not logged as a failure. `undefined`: it is not
   * starting. Must end by itself. Default: never starting.
   */
  starting?(): string | undefined
}

/**
 * Measures the lag of the event loop. A high value means that a handler blocks it.
 *
 * Effects: measures from creation until `close`; does not keep the process alive. Failure: none.
 */
export interface EventLoopLag {
  /**
   * The 99th percentile of the lag in the last full interval, in milliseconds with fractions, 0 or more. During the first
   * interval: of the time so far. No I/O.
   */
  p99Ms(): number
  /** Ends the measurement; `p99Ms` keeps its value. Idempotent. */
  close(): void
}
