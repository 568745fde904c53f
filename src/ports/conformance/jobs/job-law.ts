import { strict as assert } from 'node:assert'
import type { ErrorCode } from '../../../domain/platform/index.js'
import type { JobQueue } from '../../jobs/index.js'
import type { Law } from '../law.js'
import { DrivenJobs } from './driven-jobs.js'

/** A law of the job queue, told with a queue that is driven step by step. */
export interface JobLaw extends Pick<Law<JobQueue>, 'id' | 'law' | 'needs'> {
  check(jobs: DrivenJobs): Promise<void>
}

/** The law as every kit has it. @param waitMs how long it waits for what the queue should do */
export function toLaw({ check, ...law }: JobLaw, waitMs: number): Law<JobQueue> {
  return {
    ...law,
    check: async (harness) => check(new DrivenJobs(await harness.create(), harness, waitMs)),
  }
}

/** Sees the call refused with `code`, and with those of `details` that are given. */
export async function refused(call: Promise<unknown>, code: ErrorCode, details: object = {}): Promise<void> {
  const error: unknown = await call.then(
    (value) => assert.fail(`not refused with ${code}, but resolved to ${JSON.stringify(value)}`),
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof Error && 'code' in error, `refused, but by something without a code: ${String(error)}`)
  assert.equal(error.code, code, error.message)
  const told = 'details' in error ? error.details : {}
  assert.deepEqual({ ...(told as object), ...details }, told, 'its details')
}

/** Why a signal fired. */
export function reasonOf({ reason }: AbortSignal): unknown {
  return (reason as { readonly details?: { readonly reason?: unknown } } | undefined)?.details?.reason
}
