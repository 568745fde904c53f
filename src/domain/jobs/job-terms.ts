import { AppError } from '../platform/app-error.js'
import { utf8Length } from '../platform/text.js'
import { MAX_TTL_SECONDS } from '../platform/ttl.js'
import type { Retention } from './job-limits.js'
import { assertRetryPolicy, type RetryPolicy } from './retry-policy.js'

/** Everything about a job to accept that is not its payload: what every queue has to check alike. */
export interface JobTerms {
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

/** Longest type, id and key, in bytes of UTF-8. */
export const MAX_JOB_NAME_BYTES = { type: 100, id: 256, key: 512 } as const

/** The last of the priorities that can be given; a job without one comes after it. */
const MAX_PRIORITY = 1_000_000

const MAX_MS = MAX_TTL_SECONDS * 1000

/** @throws AppError `INVALID_ARGUMENT` for terms that no queue accepts */
export function assertJobTerms(terms: JobTerms): void {
  assertName(terms.type, 'type')
  assertName(terms.id, 'id')
  if (terms.key !== undefined) assertName(terms.key, 'key')
  if (terms.unique !== undefined && terms.unique !== 'unfinished' && terms.unique !== 'retained') {
    throw new AppError('INVALID_ARGUMENT', `unique is ${String(terms.unique)}`, {
      hint: "give 'unfinished' or 'retained'",
    })
  }
  assertRetryPolicy(terms.retry)
  assertTimeout(terms.timeoutMs)
  assertRetention(terms.retention)
  assertWait(terms.delayMs, 'delayMs')
  assertWait(terms.keyHeldMs, 'keyHeldMs')
  if (terms.priority !== undefined) {
    const fits = Number.isInteger(terms.priority) && terms.priority >= 0 && terms.priority <= MAX_PRIORITY
    assertNumber(terms.priority, fits, 'priority', `a whole number from 0 (first) to ${MAX_PRIORITY}`)
  }
}

/** @throws AppError `INVALID_ARGUMENT` for a timeout that is not above 0 and at most 100 years */
export function assertTimeout(timeoutMs: number): void {
  assertNumber(timeoutMs, timeoutMs > 0 && timeoutMs <= MAX_MS, 'timeoutMs', 'milliseconds, above 0')
}

/** @throws AppError `INVALID_ARGUMENT`; 0 is allowed for both bounds: finished jobs are not kept at all */
export function assertRetention({ age, count }: Retention): void {
  assertNumber(age, age >= 0 && age <= MAX_TTL_SECONDS, 'retention.age', 'seconds, 0 or more')
  assertNumber(count, Number.isSafeInteger(count) && count >= 0, 'retention.count', 'a whole number, 0 or more')
}

/** @throws AppError `INVALID_ARGUMENT` unless `name` is a well-formed string that is neither empty nor too long */
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

function assertNumber(value: number, fits: boolean, what: string, wanted: string): void {
  if (typeof value === 'number' && fits) return
  throw new AppError('INVALID_ARGUMENT', `${what} is ${String(value)}`, {
    hint: `give ${wanted}`,
    details: { what, found: String(value) },
  })
}
