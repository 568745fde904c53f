import { AppError, isAppError } from '../../domain/platform/index.js'
import type { JobRequest } from '../../ports/jobs/index.js'
import type { JobDefinition } from './define-job.js'

/** How one job is added. */
export interface AddJobOptions {
  /** The job's id, 1 to 256 bytes. Default: a new one. Adding again with the same id never makes a second job. */
  readonly id?: string | undefined
  /** Idempotency key within the type, 1 to 512 bytes: while it is held, an add gives the job that holds it. */
  readonly key?: string | undefined
  /** How long the key of this job is held: until it is finished (default), or as long as it is kept. */
  readonly unique?: 'unfinished' | 'retained' | undefined
  /** Not to run earlier than this many milliseconds from now. */
  readonly delayMs?: number | undefined
  /** A whole number from 0 to 1,000,000; lower runs first, without one after all that have one. */
  readonly priority?: number | undefined
}

/** A job of `addJobs`. */
export interface NewJob<Payload = unknown> extends AddJobOptions {
  readonly payload: Payload
}

/** How the job of a tick is added. */
export interface TickOptions extends AddJobOptions {
  /** How long its key keeps other processes from adding it too, whatever becomes of the job. */
  readonly keyHeldMs?: number | undefined
}

/** The request for the queue: what the type says and what the call says. */
export function toJobRequest(
  definition: JobDefinition,
  payload: unknown,
  id: string,
  options: TickOptions,
): JobRequest {
  const { type, retry, timeoutMs, retention } = definition
  const { key, unique, keyHeldMs, delayMs, priority } = options
  return {
    type,
    id,
    payload,
    retry,
    timeoutMs,
    retention,
    ...(key === undefined ? {} : { key }),
    ...(unique === undefined ? {} : { unique }),
    ...(keyHeldMs === undefined ? {} : { keyHeldMs }),
    ...(delayMs === undefined ? {} : { delayMs }),
    ...(priority === undefined ? {} : { priority }),
  }
}

/** `OUTCOME_UNKNOWN` with the ids, by which the add can be repeated safely; any other error as it is. */
export function withIds(error: unknown, requests: readonly JobRequest[]): unknown {
  if (!isAppError(error, 'OUTCOME_UNKNOWN')) return error
  return new AppError('OUTCOME_UNKNOWN', error.message, {
    hint: 'repeat the call with the ids in details.ids: a job that was accepted is not added again',
    details: { ...error.details, ids: requests.map(({ id }) => id) },
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    cause: error,
  })
}
