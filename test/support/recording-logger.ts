import type { LogFields, Logger } from '../../src/ports/index.js'

interface Line {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly message: string
  readonly fields: LogFields
}

/** A logger that keeps its lines for the test to read. */
export class RecordingLogger implements Logger {
  readonly lines: Line[] = []

  debug(message: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'debug', message, fields })
  }

  info(message: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'info', message, fields })
  }

  warn(message: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'warn', message, fields })
  }

  error(message: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'error', message, fields })
  }

  /** The messages of one level, in order. */
  messages(level: Line['level']): readonly string[] {
    return this.lines.filter((line) => line.level === level).map(({ message }) => message)
  }
}
