import { cutText } from './cut-text.js'
import type { JobFailure } from './job.js'
import { MAX_FAILURE_LENGTHS } from './job-limits.js'

/** What is kept of anything that a handler threw; a thrown non-Error is wrapped. Never throws itself. */
export function toJobFailure(thrown: unknown): JobFailure {
  try {
    if (thrown instanceof Error) return failureOf(thrown)
    return { message: cutText(`thrown, and not an Error: ${describe(thrown)}`, MAX_FAILURE_LENGTHS.message) }
  } catch {
    // A getter or a proxy that throws: no run may be lost because its error is odd.
    return { message: 'thrown, and cannot be read' }
  }
}

function failureOf(error: Error): JobFailure {
  const { message, code, stack } = error as { message?: unknown; code?: unknown; stack?: unknown }
  return {
    message: cutText(String(message), MAX_FAILURE_LENGTHS.message),
    // Databases number their codes.
    ...(typeof code === 'string' || Number.isFinite(code)
      ? { code: cutText(String(code), MAX_FAILURE_LENGTHS.code) }
      : {}),
    ...(typeof stack === 'string' && stack !== '' ? { stack: cutText(stack, MAX_FAILURE_LENGTHS.stack) } : {}),
  }
}

function describe(thrown: unknown): string {
  try {
    return typeof thrown === 'string' ? thrown : (JSON.stringify(thrown) ?? String(thrown))
  } catch {
    // A cycle or a throwing toJSON: the type is all that can be said.
    return Object.prototype.toString.call(thrown)
  }
}
