import { AppError } from '../platform/app-error.js'
import { toJson } from '../platform/snapshot.js'
import { utf8Length } from '../platform/text.js'
import { MAX_JOB_JSON_BYTES } from './job-limits.js'

/** More bytes than a unit of UTF-16 can take in UTF-8 there are not. */
const MAX_BYTES_PER_UNIT = 3

/**
 * What is kept of a payload.
 *
 * @param what names it in the error
 * @throws AppError `UNSERIALISABLE`, `JOB_TOO_LARGE`
 */
export function payloadJson(payload: unknown, what = 'payload'): string {
  return bounded(toJson(payload, what), what)
}

/** What is kept of what a handler resolved to. @throws AppError `UNSERIALISABLE`, `JOB_TOO_LARGE` */
export function resultJson(result: unknown): string {
  return result === undefined ? 'null' : bounded(toJson(result, 'result'), 'result')
}

function bounded(json: string, what: string): string {
  if (json.length * MAX_BYTES_PER_UNIT <= MAX_JOB_JSON_BYTES) return json
  // What JSON.stringify makes is well-formed.
  const bytes = utf8Length(json) ?? Number.POSITIVE_INFINITY
  if (bytes <= MAX_JOB_JSON_BYTES) return json
  throw new AppError('JOB_TOO_LARGE', `the ${what} of the job has ${bytes} bytes as JSON`, {
    hint: `give at most ${MAX_JOB_JSON_BYTES} bytes: keep large data elsewhere, and in the job where it is`,
    details: { what, bytes, maxBytes: MAX_JOB_JSON_BYTES },
  })
}
