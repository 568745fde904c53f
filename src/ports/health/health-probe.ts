/** What a probe reports when the service answered. */
export interface ProbeResult {
  readonly status: 'healthy' | 'degraded'
  /** Why it is degraded, and what to do. No secrets. */
  readonly reason?: string
  /** What is right by choice but worth knowing. */
  readonly warning?: string
}

/**
 * Answers one question: does this service work right now? Each capability brings one.
 *
 * Effects: at most one cheap round trip; leaves nothing behind. Failure: rejects with the reason, which makes the
 * service `unhealthy`. Deadline: the caller aborts `signal` and stops waiting; the probe must not hold on to
 * anything then. Repetition: called every few seconds for the life of the process, never twice at once.
 */
export interface HealthProbe {
  /** The service's name in the report: `cache`, `sessions`, `jobs`, `database`, or an embedder's own. */
  readonly name: string
  /** Which adapter serves it: `memory`, `redis`, ... */
  readonly adapter: string
  check(signal: AbortSignal): Promise<ProbeResult>
}
