import { AppError } from '../platform/app-error.js'
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
  assertName(job.type, 'type')
  assertName(job.id, 'id')
  if (job.key !== undefined) assertName(job.key, 'key')
  if (job.unique !== undefined && job.unique !== 'unfinished' && job.unique !== 'retained') {
    throw new AppError('INVALID_ARGUMENT', `unique is ${String(job.unique)}`, {
      hint: "give 'unfinished' or 'retained'",
    })
  }
  assertRetryPolicy(job.retry)
  assertTimeout(job.timeoutMs)
  assertRetention(job.retention)
  assertWait(job.delayMs, 'delayMs')
  assertWait(job.keyHeldMs, 'keyHeldMs')
  if (job.priority !== undefined) {
    const fits = Number.isInteger(job.priority) && job.priority >= 0 && job.priority <= MAX_PRIORITY
    assertNumber(job.priority, fits, 'priority', `a whole number from 0 (first) to ${MAX_PRIORITY}`)
  }
}

/** @throws AppError `INVALID_ARGUMENT` unless the timeout is above 0 and at most 100 years */
export function assertTimeout(timeoutMs: number): void {
  assertNumber(timeoutMs, timeoutMs > 0 && timeoutMs <= MAX_MS, 'timeoutMs', 'milliseconds, above 0')
}

/** An age or a count of 0 is valid: finished jobs are not kept. @throws AppError `INVALID_ARGUMENT` */
export function assertRetention({ age, count }: Retention): void {
  assertNumber(age, age >= 0 && age <= MAX_TTL_SECONDS, 'retention.age', 'seconds, 0 or more')
  assertNumber(count, Number.isSafeInteger(count) && count >= 0, 'retention.count', 'a whole number, 0 or more')
}

/** @throws AppError `INVALID_ARGUMENT` unless `name` is a well-formed string of 1 to {@link MAX_JOB_NAME_BYTES} bytes */
export function assertName(name: unknown, what: keyof typeof MAX_JOB_NAME_BYTES): asserts name is string {
  const bytes = typeof name === 'string' ? utf8Length(name) : undefined
  if (bytes !== undefined && bytes > 0 && bytes <= MAX_JOB_NAME_BYTES[what]) return
  const found = typeof name !== 'string' ? typeof name : bytes === undefined ? 'not well-formed' : `${bytes} bytes`
  throw new AppError('INVALID_ARGUMENT', `the ${what} of the job is ${found}`, {
    hint: `give a string of 1 to ${MAX_JOB_NAME_BYTES[what]} bytes`,
    details: { what, found },
  })
}

function assertWait(ms: number | undefined, what: string): void {
  if (ms !== undefined) assertNumber(ms, ms >= 0 && ms <= MAX_MS, what, 'milliseconds, 0 or more')
}

function assertNumber(value: number, fits: boolean, what: string, expected: string): void {
  if (typeof value === 'number' && fits) return
  throw new AppError('INVALID_ARGUMENT', `${what} is ${String(value)}`, {
    hint: `give ${expected}`,
    details: { what, found: String(value) },
  })
}

/** @throws AppError `INVALID_ARGUMENT` unless `concurrency` is a whole number from 1 to 1000 */
export function assertConcurrency(concurrency: number): void {
  assertWithin(concurrency, 1, 1000, 'concurrency')
}

/** @throws AppError `INVALID_ARGUMENT` for an invalid offset or limit, or an unknown state */
export function assertListing(listing: {
  readonly states?: readonly JobState[]
  readonly offset: number
  readonly limit: number
}): void {
  assertWithin(listing.offset, 0, Number.MAX_SAFE_INTEGER, 'offset')
  assertWithin(listing.limit, 1, 1000, 'limit')
  const unknown = listing.states?.find((state) => !JOB_STATES.includes(state))
  if (unknown === undefined) return
  throw new AppError('INVALID_ARGUMENT', `states contains ${String(unknown)}`, {
    hint: `give any of: ${JOB_STATES.join(', ')}`,
  })
}

function assertWithin(value: number, min: number, max: number, what: string): void {
  if (Number.isSafeInteger(value) && value >= min && value <= max) return
  throw new AppError('INVALID_ARGUMENT', `${what} is ${String(value)}`, {
    hint: `give a whole number from ${min} to ${max}`,
  })
}
