import type { JobFailure } from './job.js'
import { MAX_FAILURE_LENGTHS } from './job-limits.js'

/** What is kept of anything that a handler threw; a thrown non-Error is wrapped. */
export function toJobFailure(thrown: unknown): JobFailure {
  if (!(thrown instanceof Error)) {
    return { message: `thrown, and not an Error: ${describe(thrown)}`.slice(0, MAX_FAILURE_LENGTHS.message) }
  }
  const code = (thrown as { code?: unknown }).code
  return {
    message: thrown.message.slice(0, MAX_FAILURE_LENGTHS.message),
    ...(typeof code === 'string' ? { code: code.slice(0, MAX_FAILURE_LENGTHS.code) } : {}),
    ...(thrown.stack ? { stack: thrown.stack.slice(0, MAX_FAILURE_LENGTHS.stack) } : {}),
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
