import { CommanderError } from 'commander'
import { type AppError, isAppError, messageOf } from '../../domain/platform/index.js'
import { quietLines, quietText } from './terminal-text.js'

/** Exit codes of the bin. */
export const EXIT = { ok: 0, failed: 1, usage: 2, configuration: 4, belowGate: 5 } as const

/** Exit codes of what a signal ended, as shells have them: 128 and the number of the signal. */
export const SIGNAL_EXITS = { SIGINT: 130, SIGTERM: 143 } as const

const CONFIGURATION = ['CONFIG_INVALID', 'REDIS_REQUIRED', 'WORKERS_NEED_REDIS'] as const
/** What the caller gave cannot be used. */
const USAGE = [
  'INVALID_ARGUMENT',
  'INVALID_PROGRAM',
  'NO_USABLE_DOCUMENTS',
  'OUTPUT_UNUSABLE',
  'UNKNOWN_FORMAT',
] as const

/** What a person reads when a command fails: what happened and how to fix it; known errors have no stack. */
export function failureLines(error: unknown): string {
  // Commander has printed its own message.
  if (error instanceof CommanderError) return ''
  if (isAppError(error, 'NO_USABLE_DOCUMENTS') && refusedIn(error).length > 0) return refusalLines(error)
  if (isAppError(error)) return `curriculum: ${quietLines(error.message + hintOf(error))}\n`
  const details = error instanceof Error && error.stack ? error.stack : messageOf(error)
  return `curriculum: unexpected fault, please report it\n${details}\n`
}

/** The exit code that tells a script what kind of failure it was. */
export function exitCodeOf(error: unknown): number {
  // Help and version end this way too, with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
  if (isAppError(error, 'ABORTED'))
    return SIGNAL_EXITS[error.details.signal as keyof typeof SIGNAL_EXITS] ?? EXIT.failed
  if (isAppError(error, ...USAGE)) return EXIT.usage
  return isAppError(error, ...CONFIGURATION) ? EXIT.configuration : EXIT.failed
}

interface RefusedFile {
  readonly reason: string
  readonly hint: string
}

const MAX_REFUSED = 20

/** A line for each file. */
function refusalLines(error: AppError): string {
  const refused = refusedIn(error)
  const lines = refused.slice(0, MAX_REFUSED).map(({ reason, hint }) => quietText(`  ${reason} -> ${hint}`))
  const more = refused.length > MAX_REFUSED ? [`  and ${refused.length - MAX_REFUSED} more`] : []
  return `${['curriculum: no document can be used:', ...lines, ...more, `  -> ${error.hint}`].join('\n')}\n`
}

function refusedIn({ details }: AppError): readonly RefusedFile[] {
  return Array.isArray(details.refused) ? (details.refused as readonly RefusedFile[]) : []
}

function hintOf({ hint, message }: AppError): string {
  if (hint === undefined) return ''
  return message.includes('\n') ? `\n  -> ${hint}` : ` -> ${hint}`
}
