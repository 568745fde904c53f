import type { ErrorCode } from './error-codes.js'
import type { JsonValue } from './json.js'

/** Options of an {@link AppError}. */
export interface AppErrorOptions {
  /** How to fix it, as an instruction: "set SESSION_TTL to at most 43200". */
  readonly hint?: string
  /** Data for programs: the path, the limit, the value found. Never a secret. */
  readonly details?: { readonly [name: string]: JsonValue }
  /** Milliseconds until a retry makes sense; the HTTP layer sends it as `Retry-After`. */
  readonly retryAfterMs?: number
  /** The error that led to this one. */
  readonly cause?: unknown
}

/**
 * The only error class of this package: a stable {@link ErrorCode} for programs, a message with cause and place,
 * and a hint how to fix it.
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

/** Whether `error` is an {@link AppError}, with one of the codes if any are given. */
export function isAppError(error: unknown, ...codes: readonly ErrorCode[]): error is AppError {
  return error instanceof AppError && (codes.length === 0 || codes.includes(error.code))
}

/** The message of any thrown value. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
