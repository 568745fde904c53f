import type { Random } from '../../../ports/index.js'
import type { RedisSettings } from '../settings/index.js'

/** The limits of a connection. Each has a default. */
export interface ConnectionLimits {
  /** Deadline of one operation in milliseconds, including the wait for a connection. */
  readonly deadlineMs: number
  /** Maximum number of operations in flight. */
  readonly maxInFlight: number
  /**
   * Maximum number of queued operations beyond `maxInFlight`, while there is a connection. Without one, none are queued.
   * Operations beyond this limit are rejected.
   */
  readonly maxWaiting: number
  /** Number of failures in a row that open the circuit breaker. */
  readonly breakerThreshold: number
}

export const DEFAULT_LIMITS: ConnectionLimits = {
  deadlineMs: 250,
  maxInFlight: 1000,
  maxWaiting: 10_000,
  breakerThreshold: 5,
}

/** A shorter wait without an answer, in milliseconds, does not show that the server is unresponsive. */
export const MIN_SIGNIFICANT_WAIT_MS = 100

const MIN_RECONNECT_MS = 1000

/**
 * Deadline of an attempt after a lost connection: the connect timeout, but shorter for short retry delays. Otherwise an attempt
 * that started during an outage would outlast the outage by seconds.
 */
export function reconnectTimeoutMs({ connectTimeoutMs, retryDelayMs }: RetryTimes): number {
  return Math.min(connectTimeoutMs, Math.max(MIN_RECONNECT_MS, 10 * retryDelayMs))
}

type RetryTimes = Pick<RedisSettings, 'connectTimeoutMs' | 'retryDelayMs'>

const MAX_DELAY_MS = 5000
const MAX_DELAY_FACTOR = 10

/**
 * The delay before attempt `failures` + 1: doubled with every failure, at most ten times the first delay and at most 5 s.
 * Half of it is random, so that the processes of a service do not reconnect at the same moment.
 */
export function reconnectDelay(failures: number, firstMs: number, random: Random): number {
  const max = Math.min(MAX_DELAY_MS, firstMs * MAX_DELAY_FACTOR)
  const full = Math.min(max, firstMs * 2 ** Math.min(failures, 20))
  return full * (0.5 + random.next() / 2)
}
