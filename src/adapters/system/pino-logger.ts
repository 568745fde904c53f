import type { Writable } from 'node:stream'
import { destination, type Logger as Pino, pino, stdSerializers } from 'pino'
import { build as prettyStream } from 'pino-pretty'
import type { LogFields, Logger } from '../../ports/index.js'

export interface PinoLoggerOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Coloured lines instead of JSON lines. */
  readonly pretty: boolean
  /** Default: standard error, so that standard output has results only. */
  readonly stream?: Writable
}

/** Fields whose values are redacted, at the top and up to three levels below. */
const SECRET_FIELDS = [
  'apiKey',
  'authorization',
  'cookie',
  'csrfToken',
  'password',
  'passwordHash',
  'pepper',
  'secret',
  'sessionId',
  'sid',
  'token',
  '["api-key"]',
  '["set-cookie"]',
  '["x-api-key"]',
]

const STANDARD_ERROR = 2

/** Lines that could not be written are kept up to this length, and written later. */
const MAX_UNWRITTEN = 16 * 1024 * 1024

/** The logger port on pino: JSON lines, or readable ones on a terminal; secrets are redacted by field name. */
export class PinoLogger implements Logger {
  readonly #pino: Pino

  constructor({ level, pretty, stream }: PinoLoggerOptions) {
    // Synchronous, so that the lines before a crash are written.
    const target = stream ?? standardError()
    this.#pino = pino(
      {
        level,
        base: null,
        serializers: { error: stdSerializers.errWithCause },
        redact: { paths: SECRET_FIELDS.flatMap(atEveryLevel), censor: '[redacted]' },
        ...(pretty ? {} : { formatters: { level: (label: string) => ({ level: label }) } }),
        timestamp: pretty ? () => `,"time":${Date.now()}` : () => `,"time":"${new Date().toISOString()}"`,
      },
      pretty
        ? prettyStream({ destination: target, colorize: stream === undefined, translateTime: 'HH:MM:ss', sync: true })
        : target,
    )
  }

  debug(message: string, fields: LogFields = {}): void {
    this.#pino.debug(fields, message)
  }

  info(message: string, fields: LogFields = {}): void {
    this.#pino.info(fields, message)
  }

  warn(message: string, fields: LogFields = {}): void {
    this.#pino.warn(fields, message)
  }

  error(message: string, fields: LogFields = {}): void {
    this.#pino.error(fields, message)
  }
}

/** Its errors do not end the process: its terminal may be closed, or its disk full, and there is no other place to log that. */
function standardError(): ReturnType<typeof destination> {
  const stream = destination({ dest: STANDARD_ERROR, sync: true, maxLength: MAX_UNWRITTEN })
  stream.on('error', () => undefined)
  return stream
}

function atEveryLevel(field: string): readonly string[] {
  const step = field.startsWith('[') ? field : `.${field}`
  return [field, `*${step}`, `*.*${step}`, `*.*.*${step}`]
}
