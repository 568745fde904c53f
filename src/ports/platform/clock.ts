/** The only source of time. Tests replace it by one that they move. */
export interface Clock {
  /** Wall clock: whole milliseconds since the epoch. May jump when the machine's clock is set. */
  now(): number
  /** Milliseconds since an arbitrary moment, with fractions; never falls. For durations and deadlines. */
  monotonic(): number
  /**
   * Calls `task` once after `delayMs` milliseconds (0 or more; longer than 24 days is allowed). A pending timer does
   * not keep the process alive. An error thrown by `task` is the caller's bug and surfaces as an uncaught exception.
   */
  setTimer(delayMs: number, task: () => void): Timer
}

/** A pending call. */
export interface Timer {
  /** Makes sure the task is not called any more. Harmless when it ran or was cancelled. */
  cancel(): void
}
