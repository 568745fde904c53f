/** The bounds of a connection; every one has a default. */
export interface ConnectionLimits {
  /** What one operation may take, waiting for a connection included, in milliseconds. */
  readonly deadlineMs: number
  /** How many operations may be under way at once. */
  readonly maxInFlight: number
  /**
   * How many more may wait for their turn, each within its own deadline, while the connection works. What is more than
   * that is turned away; without a connection, what is more than `maxInFlight`.
   */
  readonly maxWaiting: number
  /** How many failures in a row make the connection fail at once. */
  readonly breakerThreshold: number
  /** What the first handshake may take, in milliseconds; a smaller connect timeout of the settings goes first. */
  readonly handshakeMs: number
}

export const DEFAULT_LIMITS: ConnectionLimits = {
  deadlineMs: 250,
  maxInFlight: 1000,
  maxWaiting: 10_000,
  breakerThreshold: 5,
  handshakeMs: 3000,
}

/** Who waited less has learnt nothing about the connection: a caller in a hurry is no sign of a mute server. */
export const TELLING_WAIT_MS = 100

const SHORTEST_HANDSHAKE_MS = 1000

/**
 * What a handshake may take when there was a connection before. Who asks for quick reconnects gets short attempts too,
 * or an attempt that began during an outage would outlast it by seconds.
 */
export function reconnectHandshakeMs(handshakeMs: number, retryDelayMs: number): number {
  return Math.min(handshakeMs, Math.max(SHORTEST_HANDSHAKE_MS, 10 * retryDelayMs))
}
