import type { ErrorCode } from './error-codes.js'
import type { JsonValue } from './json.js'

/** What an {@link AppError} carries beside its message. */
export interface AppErrorOptions {
  /** How to mend it, as an instruction: "set SESSION_TTL to at most 43200". */
  readonly hint?: string
  /** Facts for programs: the path, the limit, what was found. Never a secret. */
  readonly details?: { readonly [name: string]: JsonValue }
  /** After how many milliseconds a repetition makes sense; the HTTP layer turns it into `Retry-After`. */
  readonly retryAfterMs?: number
  /** The error that led to this one. */
  readonly cause?: unknown
}

/**
 * The one error class of this package: a stable {@link ErrorCode} to branch on, a message that says what and where,
 * and a hint that says how to mend it.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly hint: string | undefined
  readonly details: { readonly [name: string]: JsonValue }
  readonly retryAfterMs: number | undefined

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.code = code
    this.hint = options.hint
    this.details = options.details ?? {}
    this.retryAfterMs = options.retryAfterMs
  }
}

/** Whether `error` is an {@link AppError}, and if codes are given, one of those. */
export function isAppError(error: unknown, ...codes: readonly ErrorCode[]): error is AppError {
  return error instanceof AppError && (codes.length === 0 || codes.includes(error.code))
}

/** The message of anything that was thrown, an Error or not. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
