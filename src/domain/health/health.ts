import type { TlsSummary } from './tls-health.js'

/** How well something works. `degraded`: it answers, but not as it should in this environment. */
export type HealthStatus = 'healthy' | 'degraded' | 'unhealthy'

/** The result of a probe of one service. */
export interface ServiceHealth {
  readonly status: HealthStatus
  /** How long the probe took, in milliseconds. */
  readonly responseTime: number
  /** Which adapter serves it: `memory`, `redis`, `tiered`, `libsql`, ... */
  readonly adapter: string
  /** Why it is not healthy, in words an operator can act on. No secrets. */
  readonly reason?: string
  /** Works as configured, but should be known: for example, a restart loses the data. */
  readonly warning?: string
}

/** The health of the process and its dependencies. */
export interface HealthReport {
  readonly status: HealthStatus
  readonly services: { readonly [name: string]: ServiceHealth }
  readonly process: {
    /** How late timers fire, in milliseconds: the 99th percentile of the last interval. */
    readonly eventLoopLagMs: number
    readonly uptimeSeconds: number
  }
  /** How the connections to Redis are protected; absent without Redis. */
  readonly tls?: TlsSummary
  readonly warnings: readonly string[]
}

/** The status of a whole: `healthy` if every part is, else `degraded`. A part that fails never fails the whole. */
export function combineStatus(parts: readonly HealthStatus[]): 'healthy' | 'degraded' {
  return parts.every((status) => status === 'healthy') ? 'healthy' : 'degraded'
}
