import { strict as assert } from 'node:assert'
import type { JobStatus } from '../../../domain/jobs/index.js'
import type { ErrorCode } from '../../../domain/platform/index.js'
import type { JobQueue } from '../../jobs/index.js'
import type { Law } from '../law.js'
import { eventually } from './eventually.js'
import { JobQueueDriver, WORK } from './job-queue-driver.js'

/** A contract test of the job queue, on a queue that the test drives step by step. */
export interface JobLaw extends Pick<Law<JobQueue>, 'id' | 'law' | 'needs'> {
  check(jobs: JobQueueDriver): Promise<void>
}

/** Converts it to a `Law`. @param waitMs how long it waits for an effect */
export function toLaw({ check, ...law }: JobLaw, waitMs: number): Law<JobQueue> {
  return {
    ...law,
    check: async (harness) => check(new JobQueueDriver(await harness.create(), harness, waitMs)),
  }
}

/** Asserts that the call rejects with `code`, and that its details include `details`. */
export async function refused(call: Promise<unknown>, code: ErrorCode, details: object = {}): Promise<void> {
  const error: unknown = await call.then(
    (value) => assert.fail(`expected ${code}, but it resolved to ${JSON.stringify(value)}`),
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof Error && 'code' in error, `the error has no code: ${String(error)}`)
  assert.equal(error.code, code, error.message)
  const actual = 'details' in error ? error.details : {}
  assert.deepEqual({ ...(actual as object), ...details }, actual, 'details of the error')
}

/** The `AbortReason` of a signal. */
export function reasonOf({ reason }: AbortSignal): unknown {
  return (reason as { readonly details?: { readonly reason?: unknown } } | undefined)?.details?.reason
}

/** A watch that is read as fast as possible. */
interface Watching {
  readonly seen: readonly JobStatus[]
  /** Resolves when it has ended. */
  ended(): Promise<readonly JobStatus[]>
  /** Resolves when it has yielded a snapshot that matches. */
  sees(what: (status: JobStatus) => boolean): Promise<unknown>
}

/** Starts a watch and reads it. */
export function watch(jobs: JobQueueDriver, id: string, signal?: AbortSignal): Watching {
  const seen: JobStatus[] = []
  const read = async (): Promise<void> => {
    for await (const status of jobs.queue.watch(WORK, id, signal ? { signal } : {})) seen.push(status)
  }
  const reading = read()
  // `ended` reports the error; a test that fails earlier must not leave an unhandled rejection.
  reading.catch(() => undefined)
  return {
    seen,
    ended: async () => {
      await within(jobs, 'the watch ends', reading)
      return seen
    },
    sees: (what) => eventually('the watch shows a change', () => (seen.some(what) ? true : undefined), jobs.waitMs),
  }
}

/** Waits for `work`, at most `waitMs`. */
export async function within<T>({ waitMs }: JobQueueDriver, what: string, work: Promise<T>): Promise<T> {
  let done: { readonly value: T } | { readonly error: unknown } | undefined
  work.then(
    (value) => {
      done = { value }
    },
    (error: unknown) => {
      done = { error }
    },
  )
  const end = await eventually(what, () => done, waitMs)
  if ('error' in end) throw end.error
  return end.value
}
