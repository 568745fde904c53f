import { AppError } from '../platform/app-error.js'
import { assertNumber, assertText } from '../platform/arguments.js'
import { toJson } from '../platform/snapshot.js'
import { utf8Length } from '../platform/text.js'
import type { JobFailure, JobProgress } from './job.js'
import { MAX_FAILURE_LENGTHS, MAX_JOB_JSON_BYTES, MAX_PROGRESS_LENGTHS } from './job-limits.js'
import type { JobState } from './job-state.js'

/** A UTF-16 code unit takes at most 3 bytes in UTF-8. */
const MAX_BYTES_PER_UNIT = 3

/**
 * A payload as JSON, as it is stored.
 *
 * @param what its name in the error
 * @throws AppError `UNSERIALISABLE`, `JOB_TOO_LARGE`
 */
export function payloadJson(payload: unknown, what = 'payload'): string {
  return bounded(toJson(payload, what), what)
}

/** The result of a handler as JSON, as it is stored; `undefined` becomes `null`. @throws AppError `UNSERIALISABLE`, `JOB_TOO_LARGE` */
export function resultJson(result: unknown): string {
  return result === undefined ? 'null' : bounded(toJson(result, 'result'), 'result')
}

function bounded(json: string, what: string): string {
  if (json.length * MAX_BYTES_PER_UNIT <= MAX_JOB_JSON_BYTES) return json
  // JSON.stringify returns well-formed text, so the length is known.
  const bytes = utf8Length(json) ?? Number.POSITIVE_INFINITY
  if (bytes <= MAX_JOB_JSON_BYTES) return json
  throw new AppError('JOB_TOO_LARGE', `the ${what} of the job has ${bytes} bytes as JSON`, {
    hint: `give at most ${MAX_JOB_JSON_BYTES} bytes: store large data elsewhere and put its location in the payload or result`,
    details: { what, bytes, maxBytes: MAX_JOB_JSON_BYTES },
  })
}

export const NO_PROGRESS: JobProgress = { percent: 0 }

/**
 * The progress after a report of a handler. The percentage never falls. Texts are truncated, because every report is
 * stored and sent to all watchers.
 *
 * @throws AppError `INVALID_ARGUMENT` unless the percentage is a number from 0 to 100, and the texts are strings
 */
export function advanceProgress(current: JobProgress, reported: number | JobProgress): JobProgress {
  const next = typeof reported === 'object' && reported !== null ? reported : { percent: reported }
  const wanted = 'a number from 0 to 100, or { percent, stage, message }'
  assertNumber(next.percent, 'progress', { min: 0, max: 100, wanted })
  const { stage, message } = next
  if (stage !== undefined) assertText(stage, 'progress.stage')
  if (message !== undefined) assertText(message, 'progress.message')
  return {
    percent: Math.max(current.percent, next.percent),
    ...(stage === undefined ? {} : { stage: cutText(stage, MAX_PROGRESS_LENGTHS.stage) }),
    ...(message === undefined ? {} : { message: cutText(message, MAX_PROGRESS_LENGTHS.message) }),
  }
}

/** The progress of a job as readers see it: a completed one is done, whatever it reported last. */
export function shownProgress(state: JobState, progress: JobProgress): JobProgress {
  return state === 'completed' ? { ...progress, percent: 100 } : { ...progress }
}

/** Any thrown value as it is stored; a thrown non-Error is wrapped. Never throws. */
export function toJobFailure(thrown: unknown): JobFailure {
  try {
    if (thrown instanceof Error) return failureOf(thrown)
    return { message: cutText(`not an Error: ${describe(thrown)}`, MAX_FAILURE_LENGTHS.message) }
  } catch {
    // A getter or a proxy throws: the failure is stored all the same.
    return { message: 'unreadable thrown value' }
  }
}

function failureOf(error: Error): JobFailure {
  const { message, code, stack } = error as { message?: unknown; code?: unknown; stack?: unknown }
  return {
    message: cutText(String(message), MAX_FAILURE_LENGTHS.message),
    // Some databases use numeric codes.
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
    // A cycle or a throwing toJSON: only the type is known.
    return Object.prototype.toString.call(thrown)
  }
}

/** The first `length` characters of `text`, as an independent string. */
function cutText(text: string, length: number): string {
  if (text.length <= length) return text
  // V8 keeps the whole source string in memory for a slice.
  return JSON.parse(JSON.stringify(text.slice(0, length))) as string
}
