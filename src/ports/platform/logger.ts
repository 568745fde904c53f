/** The fields of a log line: plain data or errors. The adapter redacts secrets by their names. */
export interface LogFields {
  readonly [name: string]: unknown
}

/**
 * The log. Methods never throw and do not wait for I/O; lines keep the order of the calls.
 */
export interface Logger {
  /** For developers who look for a fault. */
  debug(message: string, fields?: LogFields): void
  /** For the operator: something changed. */
  info(message: string, fields?: LogFields): void
  /** For the operator: a problem, but the service goes on. */
  warn(message: string, fields?: LogFields): void
  /** For the operator: something failed. Put the error in `fields.error`. */
  error(message: string, fields?: LogFields): void
}
