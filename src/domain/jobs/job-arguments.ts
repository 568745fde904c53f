import { AppError } from '../platform/app-error.js'
import {
  assertFunction,
  assertList,
  assertNumber,
  assertObject,
  assertSignal,
  assertText,
  invalidArgument,
} from '../platform/arguments.js'
import { utf8Length } from '../platform/text.js'
import { MAX_TTL_SECONDS } from '../platform/ttl.js'
import type { Retention } from './job-limits.js'
import { JOB_STATES, type JobState } from './job-state.js'
import { assertRetryPolicy, type RetryPolicy } from './retry-policy.js'

/** The arguments of `add`, without the payload. Every queue validates them with {@link assertJobArguments}. */
export interface JobArguments {
  readonly type: string
  readonly id: string
  readonly retry: RetryPolicy
  readonly timeoutMs: number
  readonly retention: Retention
  readonly delayMs?: number | undefined
  readonly priority?: number | undefined
  readonly key?: string | undefined
  readonly unique?: 'unfinished' | 'retained' | undefined
  readonly keyHeldMs?: number | undefined
}

/** Maximum length of type, id and key, in bytes of UTF-8. */
export const MAX_JOB_NAME_BYTES = { type: 100, id: 256, key: 512 } as const

/** The lowest priority. Jobs without a priority come after it. */
const MAX_PRIORITY = 1_000_000

const MAX_MS = MAX_TTL_SECONDS * 1000

/** @throws AppError `INVALID_ARGUMENT` */
export function assertJobArguments(job: JobArguments): void {
  assertObject(job, 'request')
  assertName(job.type, 'type')
  assertName(job.id, 'id')
  if (job.key !== undefined) assertName(job.key, 'key')
  if (job.unique !== undefined && job.unique !== 'unfinished' && job.unique !== 'retained') {
    throw invalidArgument('unique', job.unique, "'unfinished' or 'retained'")
  }
  assertRetryPolicy(job.retry)
  assertTimeout(job.timeoutMs)
  assertRetention(job.retention)
  assertWait(job.delayMs, 'delayMs')
  assertWait(job.keyHeldMs, 'keyHeldMs')
  if (job.priority !== undefined) {
    assertNumber(job.priority, 'priority', {
      min: 0,
      max: MAX_PRIORITY,
      whole: true,
      wanted: `a whole number from 0 (first) to ${MAX_PRIORITY}`,
    })
  }
}

/** @throws AppError `INVALID_ARGUMENT` unless the timeout is above 0 and at most 100 years */
export function assertTimeout(timeoutMs: number): void {
  const wanted = `milliseconds, above 0 and at most ${MAX_MS} (100 years)`
  assertNumber(timeoutMs, 'timeoutMs', { min: Number.MIN_VALUE, max: MAX_MS, wanted })
}

/** An age or a count of 0 is valid: finished jobs are not kept. @throws AppError `INVALID_ARGUMENT` */
export function assertRetention(retention: Retention): void {
  assertObject(retention, 'retention')
  const wanted = `seconds, 0 or more and at most ${MAX_TTL_SECONDS} (100 years)`
  assertNumber(retention.age, 'retention.age', { min: 0, max: MAX_TTL_SECONDS, wanted })
  const count = { min: 0, max: Number.MAX_SAFE_INTEGER, whole: true, wanted: 'a whole number, 0 or more' }
  assertNumber(retention.count, 'retention.count', count)
}

/** @throws AppError `INVALID_ARGUMENT` unless `name` is a well-formed string of 1 to {@link MAX_JOB_NAME_BYTES} bytes */
export function assertName(name: unknown, what: keyof typeof MAX_JOB_NAME_BYTES): asserts name is string {
  const wanted = `a string of 1 to ${MAX_JOB_NAME_BYTES[what]} bytes`
  if (typeof name !== 'string') throw invalidArgument(what, name, wanted)
  const bytes = utf8Length(name)
  if (bytes !== undefined && bytes > 0 && bytes <= MAX_JOB_NAME_BYTES[what]) return
  const found = bytes === undefined ? 'not well-formed' : `${bytes} bytes`
  throw new AppError('INVALID_ARGUMENT', `the ${what} of the job is ${found}`, {
    hint: `give ${what} as ${wanted}`,
    details: { what, found },
  })
}

/**
 * Checks the names by which a job is looked up. Any string is accepted: one that is no valid name names no job.
 *
 * @throws AppError `INVALID_ARGUMENT` unless they are strings
 */
export function assertJobReference(type: string, id = ''): void {
  assertText(type, 'type')
  assertText(id, 'id')
}

function assertWait(ms: number | undefined, what: string): void {
  const wanted = `milliseconds, 0 or more and at most ${MAX_MS} (100 years)`
  if (ms !== undefined) assertNumber(ms, what, { min: 0, max: MAX_MS, wanted })
}

/** @throws AppError `INVALID_ARGUMENT` unless `requests` is an array; each is checked by {@link assertJobArguments} */
export function assertJobList(requests: readonly unknown[]): void {
  assertList(requests, 'requests')
}

/** @throws AppError `INVALID_ARGUMENT` */
export function assertWorker(handler: unknown, options: { readonly concurrency: number }): void {
  assertFunction(handler, 'handler')
  assertObject(options, 'options')
  assertConcurrency(options.concurrency)
}

/** @throws AppError `INVALID_ARGUMENT` unless `concurrency` is a whole number from 1 to 1000 */
export function assertConcurrency(concurrency: number): void {
  assertWithin(concurrency, 1, 1000, 'concurrency')
}

/** @throws AppError `INVALID_ARGUMENT` unless `signal` is an `AbortSignal` or absent */
export function assertWatchOptions(options: { readonly signal?: AbortSignal }): void {
  assertObject(options, 'options')
  assertSignal(options.signal)
}

/** @throws AppError `INVALID_ARGUMENT` for an invalid offset or limit, or an unknown state */
export function assertListing(listing: {
  readonly states?: readonly JobState[]
  readonly offset: number
  readonly limit: number
}): void {
  assertObject(listing, 'listing')
  assertWithin(listing.offset, 0, Number.MAX_SAFE_INTEGER, 'offset')
  assertWithin(listing.limit, 1, 1000, 'limit')
  if (listing.states === undefined) return
  const wanted = `an array of any of: ${JOB_STATES.join(', ')}`
  if (!Array.isArray(listing.states)) throw invalidArgument('states', listing.states, wanted)
  for (const [index, state] of listing.states.entries()) {
    if (!JOB_STATES.includes(state))
      throw invalidArgument(`states[${index}]`, state, `one of: ${JOB_STATES.join(', ')}`)
  }
}

function assertWithin(value: number, min: number, max: number, what: string): void {
  assertNumber(value, what, { min, max, whole: true, wanted: `a whole number from ${min} to ${max}` })
}
