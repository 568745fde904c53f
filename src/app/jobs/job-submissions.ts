import { AppError, isAppError, type JsonValue, optionNames } from '../../domain/platform/index.js'
import type { JobQueue, JobReceipt, JobRequest } from '../../ports/jobs/index.js'
import type { Ids } from '../../ports/platform/index.js'
import type { JobDefinition } from './define-job.js'
import type { MissingWorkerWarning } from './missing-worker-warning.js'
import { checkPayload } from './payload-schema.js'

/** Adds jobs to the queue: validates the payload, generates the id, and warns if no worker takes the job. */
export class JobSubmissions {
  readonly #queue: JobQueue
  readonly #ids: Ids
  readonly #missingWorkerWarning: MissingWorkerWarning

  constructor(queue: JobQueue, ids: Ids, missingWorkerWarning: MissingWorkerWarning) {
    this.#queue = queue
    this.#ids = ids
    this.#missingWorkerWarning = missingWorkerWarning
  }

  async add(definition: JobDefinition, payload: unknown, options: AddJobOptions): Promise<JobReceipt> {
    const request = this.#request(definition, await checkPayload(definition, payload), options)
    return this.#submit([request], () => this.#queue.add(request))
  }

  async addMany(definition: JobDefinition, jobs: readonly NewJob[]): Promise<readonly JobReceipt[]> {
    const requests = await Promise.all(
      jobs.map(async ({ payload, ...options }, index) => {
        const kept = await checkPayload(definition, payload, `payload of jobs[${index}]`)
        return this.#request(definition, kept, options)
      }),
    )
    return this.#submit(requests, () => this.#queue.addMany(requests))
  }

  /** Adds the job of a tick of a schedule; the payload is validated before. */
  async addScheduled(definition: JobDefinition, payload: JsonValue, options: ScheduledJobOptions): Promise<JobReceipt> {
    const request = this.#request(definition, payload, options)
    return this.#submit([request], () => this.#queue.add(request))
  }

  #request(definition: JobDefinition, payload: JsonValue, options: ScheduledJobOptions): JobRequest {
    return toJobRequest(definition, payload, options.id === undefined ? this.#ids.next() : options.id, options)
  }

  async #submit<Answer>(requests: readonly JobRequest[], send: () => Promise<Answer>): Promise<Answer> {
    try {
      const answer = await send()
      for (const { type } of requests) this.#missingWorkerWarning.jobAdded(type)
      return answer
    } catch (error) {
      throw withIds(error, requests)
    }
  }
}

/** The options of one job. */
export interface AddJobOptions {
  /** The id of the job, 1 to 256 bytes. Default: a new id. Adding the same id again does not create a second job. */
  readonly id?: string | undefined
  /** Idempotency key within the type, 1 to 512 bytes: while a job has the key, an add returns that job. */
  readonly key?: string | undefined
  /** How long the job has its key: until it is finished (default), or as long as it is kept. */
  readonly unique?: 'unfinished' | 'retained' | undefined
  /** The job does not run earlier than this many milliseconds from now. */
  readonly delayMs?: number | undefined
  /** A whole number from 0 to 1,000,000; lower runs first, jobs without a priority run last. */
  readonly priority?: number | undefined
}

/** A job of `addJobs`. */
export interface NewJob<Payload = unknown> extends AddJobOptions {
  readonly payload: Payload
}

const ADD_JOB = { id: true, key: true, unique: true, delayMs: true, priority: true } as const

export const ADD_JOB_OPTIONS = optionNames<AddJobOptions>(ADD_JOB)
export const NEW_JOB_FIELDS = optionNames<NewJob>({ payload: true, ...ADD_JOB })

/** The options of a job of a schedule. */
export interface ScheduledJobOptions extends AddJobOptions {
  /** How long the key prevents other processes from adding the job of the same tick, even if the job is gone. */
  readonly keyHeldMs?: number | undefined
}

/** Combines the settings of the type with the options of the call. */
function toJobRequest(
  definition: JobDefinition,
  payload: unknown,
  id: string,
  options: ScheduledJobOptions,
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

/** Adds the ids to an `OUTCOME_UNKNOWN` error, so that the caller can repeat the add safely; returns other errors unchanged. */
function withIds(error: unknown, requests: readonly JobRequest[]): unknown {
  if (!isAppError(error, 'OUTCOME_UNKNOWN')) return error
  return new AppError('OUTCOME_UNKNOWN', error.message, {
    hint: 'repeat the call with the ids in details.ids: an accepted job is not added again',
    details: { ...error.details, ids: requests.map(({ id }) => id) },
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    cause: error,
  })
}
