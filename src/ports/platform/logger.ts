/** Facts that go with a log line. Values are plain data or errors; secrets are redacted by the adapter by name. */
export interface LogFields {
  readonly [name: string]: unknown
}

/**
 * Where the software says what it does. Four levels, one message each with its fields. Logging never throws, never
 * blocks on I/O and keeps the order of calls.
 */
export interface Logger {
  /** For whoever looks into a fault. */
  debug(message: string, fields?: LogFields): void
  /** For the operator: something changed. */
  info(message: string, fields?: LogFields): void
  /** For the operator: something is not as it should be, and the service goes on. */
  warn(message: string, fields?: LogFields): void
  /** For the operator: something failed. Put the error in `fields.error`. */
  error(message: string, fields?: LogFields): void
}
