/**
 * Measures how late this process is in doing what is due: the sign of a handler that computes too long.
 *
 * Effects: measures from its making until `close`; never keeps the process alive. Failure: none.
 */
export interface EventLoopLag {
  /**
   * The 99th percentile of the lateness over the last full interval, in milliseconds with fractions, 0 or more. Before
   * the first interval is over: of the time so far. Costs no I/O.
   */
  p99Ms(): number
  /** Ends the measurement; `p99Ms` stays as it was. May be repeated. */
  close(): void
}
