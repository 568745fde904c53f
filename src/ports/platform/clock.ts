/** The only source of time. Tests use a clock that they advance. */
export interface Clock {
  /** Wall clock: whole milliseconds since the epoch. May jump when the machine's clock is set. */
  now(): number
  /** Milliseconds since an arbitrary time, with fractions; never decreases. For durations and deadlines. */
  monotonic(): number
  /**
   * Calls `task` once after `delayMs` milliseconds (0 or more; longer than 24 days is allowed). A pending timer does
   * not keep the process alive. An error thrown by `task` is the caller's bug and surfaces as an uncaught exception.
   */
  setTimer(delayMs: number, task: () => void): Timer
}

/** A pending call. */
export interface Timer {
  /** Cancels the call. No effect if it ran or was cancelled. */
  cancel(): void
}
