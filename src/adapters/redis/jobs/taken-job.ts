import type { JobRequest } from '../../../ports/jobs/index.js'
import type { BullJob } from './bull-engine.js'
import { idOfKey } from './job-keys.js'
import type { JobOptions } from './stored-job.js'

/** A job that a worker was handed, as far as its run needs it. */
export interface TakenJob {
  /** The last part of its key. */
  readonly jobKey: string
  readonly id: string
  readonly type: string
  /** A copy of its own. */
  readonly payload: unknown
  /** What the run proves its right by. */
  readonly run: number
  readonly attempt: number
  readonly key: string
  readonly timeoutMs: number
  readonly retry: JobRequest['retry']
}

/** What Bull handed out, or `undefined` if it is none of ours. */
export function toTakenJob(type: string, job: BullJob): TakenJob | undefined {
  if (job.data === null) return undefined
  const jobKey = String(job.id)
  const id = idOfKey(jobKey)
  // Written by TAKE, which knows the present numbers.
  const options = job.opts as unknown as JobOptions & { readonly run: number; readonly attempt: number }
  const { run, attempt, key = id, timeoutMs, retry } = options
  return { jobKey, id, type, payload: job.data.payload, run, attempt, key, timeoutMs, retry }
}
