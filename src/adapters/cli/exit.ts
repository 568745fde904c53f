import { CommanderError } from 'commander'
import { AppError, isAppError, messageOf } from '../../domain/platform/index.js'
import { sanitizeLines, sanitizeText } from './terminal-text.js'

/** Exit codes of the program. */
export const EXIT = { ok: 0, failed: 1, usage: 2, configuration: 4, belowGate: 5, unavailable: 6 } as const

/** Exit codes after a signal, as in shells: 128 plus the number of the signal. */
export const SIGNAL_EXITS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const

const CONFIGURATION = ['CONFIG_INVALID', 'REDIS_REQUIRED', 'WORKERS_NEED_REDIS'] as const
/** The input of the caller cannot be used. */
const USAGE = [
  'INVALID_ARGUMENT',
  'INVALID_PROGRAM',
  'INVALID_USER',
  'NO_USABLE_DOCUMENTS',
  'OUTPUT_UNUSABLE',
  'UNKNOWN_FORMAT',
] as const

/** The message for a failed command: what happened and how to fix it. Only an unexpected error has a stack. */
export function failureText(error: unknown): string {
  // Commander has already printed its own message.
  if (error instanceof CommanderError) return ''
  if (isAppError(error, 'NO_USABLE_DOCUMENTS') && refusedFiles(error).length > 0) return refusedFilesText(error)
  if (isAppError(error)) return `curriculum: ${sanitizeLines(error.message + hintOf(error))}\n`
  const details = error instanceof Error && error.stack ? error.stack : messageOf(error)
  return `curriculum: unexpected error, please report it\n${details}\n`
}

/** The exit code for an error. */
export function exitCodeOf(error: unknown): number {
  // Help and version also end with an error, with exit code 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
  if (isAppError(error, 'ABORTED'))
    return SIGNAL_EXITS[error.details.signal as keyof typeof SIGNAL_EXITS] ?? EXIT.failed
  if (isAppError(error, ...USAGE)) return EXIT.usage
  // With a reason, it is configured: another start may succeed.
  if (isAppError(error, 'REDIS_REQUIRED') && error.details.reason !== undefined) return EXIT.unavailable
  return isAppError(error, ...CONFIGURATION) ? EXIT.configuration : EXIT.failed
}

interface RefusedFile {
  readonly reason: string
  readonly hint: string
}

const MAX_REFUSED = 20

/** One line for each file. */
function refusedFilesText(error: AppError): string {
  const refused = refusedFiles(error)
  const lines = refused.slice(0, MAX_REFUSED).map(({ reason, hint }) => sanitizeText(`  ${reason} -> ${hint}`))
  const more = refused.length > MAX_REFUSED ? [`  and ${refused.length - MAX_REFUSED} more`] : []
  return `${['curriculum: no document can be used:', ...lines, ...more, `  -> ${error.hint}`].join('\n')}\n`
}

function refusedFiles({ details }: AppError): readonly RefusedFile[] {
  return Array.isArray(details.refused) ? (details.refused as readonly RefusedFile[]) : []
}

function hintOf({ hint, message }: AppError): string {
  if (hint === undefined) return ''
  return message.includes('\n') ? `\n  -> ${hint}` : ` -> ${hint}`
}

/** Time for an orderly end after a signal. */
const GRACE_MS = 5000

const SIGNAL_MESSAGES = {
  SIGHUP: 'stopped, because its terminal was closed',
  SIGINT: 'stopped by Ctrl-C',
  SIGTERM: 'stopped by SIGTERM',
} as const

/**
 * Aborts on Ctrl-C, SIGTERM, or SIGHUP of a closed terminal. A second signal, or {@link GRACE_MS} without an end, exits the
 * process at once.
 */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      const end = () => process.exit(SIGNAL_EXITS[signal])
      if (controller.signal.aborted) end()
      controller.abort(
        new AppError('ABORTED', `${SIGNAL_MESSAGES[signal]}; nothing was written`, { details: { signal } }),
      )
      setTimeout(end, GRACE_MS).unref()
    })
  }
  return controller.signal
}
