import { CommanderError } from 'commander'
import { type AppError, isAppError, messageOf } from '../../domain/platform/index.js'

/** Exit codes of the bin. */
export const EXIT = { ok: 0, failed: 1, usage: 2, configuration: 4 } as const

/** What a person reads when a command fails: what happened and how to mend it, never a stack for a known fault. */
export function failureLines(error: unknown): string {
  // Commander has printed its own message.
  if (error instanceof CommanderError) return ''
  if (isAppError(error)) return `curriculum: ${error.message}${mend(error)}\n`
  const details = error instanceof Error && error.stack ? error.stack : messageOf(error)
  return `curriculum: unexpected fault, please report it\n${details}\n`
}

/** The exit code that tells a script what kind of failure it was. */
export function exitCodeOf(error: unknown): number {
  // Help and version end this way too, with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
  return isAppError(error, 'CONFIG_INVALID', 'REDIS_REQUIRED', 'WORKERS_NEED_REDIS') ? EXIT.configuration : EXIT.failed
}

function mend({ hint, message }: AppError): string {
  if (hint === undefined) return ''
  return message.includes('\n') ? `\n  -> ${hint}` : ` -> ${hint}`
}
