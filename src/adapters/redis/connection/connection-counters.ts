/** What a connection counts, for metrics and health. */
export interface ConnectionCounters {
  /** Connections made after the first. */
  readonly reconnects: number
  /** Operations under way now, those included whose caller has stopped waiting. */
  readonly inFlight: number
  /** Operations that ran into their deadline. */
  readonly deadlinesExceeded: number
  /** Connections given up because they answered nothing. */
  readonly recycled: number
  /** Operations turned away because too many were under way, at once or after they had waited for their turn. */
  readonly turnedAway: number
  /** Whether operations fail at once now. */
  readonly breakerOpen: boolean
}
