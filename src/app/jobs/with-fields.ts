import type { LogFields, Logger } from '../../ports/platform/index.js'

/** `logger`, with `fields` added to every line. */
export function withFields(logger: Logger, fields: LogFields): Logger {
  return {
    debug: (message, more) => logger.debug(message, { ...more, ...fields }),
    info: (message, more) => logger.info(message, { ...more, ...fields }),
    warn: (message, more) => logger.warn(message, { ...more, ...fields }),
    error: (message, more) => logger.error(message, { ...more, ...fields }),
  }
}
