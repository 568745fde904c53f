import {
  type JobFailure,
  type JobProgress,
  type JobState,
  type JobStatus,
  NO_PROGRESS,
  payloadJson,
  shownProgress,
} from '../../../domain/jobs/index.js'
import type { JsonValue } from '../../../domain/platform/index.js'
import type { JobRequest } from '../../../ports/jobs/index.js'
import type { RunnableJob } from '../../shared/job-execution.js'
import type { BullJob } from './bull-engine.js'
import { ENVELOPE, type FieldList } from './job-scripts.js'

/** What a worker needs besides the payload. Stored in Bull's `opts`, where Bull reads none of these names. */
interface StoredOptions {
  readonly timeoutMs: number
  readonly retry: JobRequest['retry']
  readonly key?: string
}

/**
 * A job as arguments of the script that adds it, in the order of `lua/jobs/add-jobs.lua`.
 *
 * @throws AppError `UNSERIALISABLE`, `JOB_TOO_LARGE`
 */
export function addArguments(request: JobRequest): readonly (string | number)[] {
  const { id, payload, retry, timeoutMs, retention, delayMs = 0, priority, key } = request
  const options: StoredOptions = { timeoutMs, retry, ...(key === undefined ? {} : { key }) }
  return [
    keyOfId(id),
    `${ENVELOPE.start}${payloadJson(payload)}${ENVELOPE.end}`,
    JSON.stringify(options),
    // For Bull, priority 0 means no priority.
    priority === undefined ? 0 : priority + 1,
    Math.ceil(delayMs),
    key ?? '',
    request.unique ?? 'unfinished',
    key === undefined ? 0 : Math.ceil(request.keyHeldMs ?? 0),
    Math.ceil(retention.age * 1000),
    retention.count,
  ]
}

/** The snapshot of a stored job. @param list the fields of its hash */
export function toStatus(type: string, key: string, list: FieldList): JobStatus {
  const fields = toFields(list)
  const { data = '', opts = '', priority = '0', progress, returnvalue, failedReason } = fields
  const state = fields.state as JobState
  const payload = data.slice(ENVELOPE.start.length, -ENVELOPE.end.length)
  return {
    id: idOfKey(key),
    type,
    state,
    progress: shownProgress(state, progress === undefined ? NO_PROGRESS : (JSON.parse(progress) as JobProgress)),
    attempts: Number(fields.attemptsMade ?? 0),
    maxAttempts: (JSON.parse(opts) as StoredOptions).retry.attempts,
    ...(priority === '0' ? {} : { priority: Number(priority) - 1 }),
    ...(fields.key === undefined ? {} : { key: fields.key }),
    payload: JSON.parse(payload) as JsonValue,
    ...(returnvalue === undefined ? {} : { result: JSON.parse(returnvalue) as JsonValue }),
    ...(failedReason === undefined ? {} : { error: JSON.parse(failedReason) as JobFailure }),
    cancelRequested: fields.cancel !== undefined,
    timestamps: {
      createdAt: Number(fields.timestamp),
      ...time('dueAt', fields.dueAt),
      ...time('startedAt', fields.processedOn),
      ...time('finishedAt', fields.finishedOn),
    },
    revision: Number(fields.revision),
  }
}

/** The last value of a name wins: scripts append more recent values. */
function toFields(list: FieldList): { readonly [name: string]: string | undefined } {
  const fields: { [name: string]: string | undefined } = {}
  for (let index = 0; index < list.length; index += 2) fields[list[index] ?? ''] = list[index + 1]
  return fields
}

function time(name: string, value: string | undefined): { readonly [name: string]: number } {
  return value === undefined ? {} : { [name]: Number(value) }
}

/** A job that a worker claimed. */
export interface ClaimedJob extends RunnableJob {
  /** The last part of its Redis key. */
  readonly jobKey: string
  /** The number of this run. Only the latest run of a job may change the job. */
  readonly run: number
  /** Whether the worker still renews the lock: until Redis has stored the outcome. */
  holdsLock: boolean
}

/** The job that Bull fetched, or `undefined` if this queue did not add it. */
export function toClaimedJob(type: string, { id: bullId, data, opts }: BullJob): ClaimedJob | undefined {
  if (data === null) return undefined
  const jobKey = String(bullId)
  // The script that claims jobs adds the numbers of the run and the attempt.
  const options = opts as unknown as StoredOptions & { readonly run: number; readonly attempt: number }
  const { run, attempt, key, timeoutMs, retry } = options
  const readPayload = () => data.payload as JsonValue
  return {
    jobKey,
    id: idOfKey(jobKey),
    type,
    key,
    run,
    attempts: attempt,
    retry,
    timeoutMs,
    readPayload,
    // The script that ends the run reads the real value.
    cancelRequested: false,
    holdsLock: true,
  }
}

/** Names of Redis keys: `<prefix>:{<type>}:...`, so that all keys of a type are in one slot of a cluster. */
export class JobKeys {
  readonly prefix: string
  /** Part of every channel. Channels have no database in Redis, so the number of another database than 0 is in the name. */
  readonly channelTag: string

  constructor(prefix: string, database: number) {
    this.prefix = prefix
    this.channelTag = database === 0 ? '' : `db${database}:`
  }

  /** The queue name for Bull. */
  queueName(type: string): string {
    return `{${escapeName(type)}}`
  }

  /** The common prefix of all keys of a type. */
  base(type: string): string {
    return `${this.prefix}:${this.queueName(type)}:`
  }

  /** The channel of the changes of a job. @param jobKey the last part of its key */
  changes(type: string, jobKey: string): string {
    return `${this.base(type)}${this.channelTag}changed:${jobKey}`
  }

  /** The channel of the cancel requests of a type. */
  cancels(type: string): string {
    return `${this.base(type)}${this.channelTag}cancel`
  }
}

/**
 * The last part of the key of a job. Prefix and escaping keep it apart from the other keys of its type: Bull would take an
 * id such as `wait` for its list, and an id that ends with `:lock` for the lock of another job.
 */
export function keyOfId(id: string): string {
  return `j.${escapeName(id)}`
}

/** The inverse of {@link keyOfId}. */
export function idOfKey(key: string): string {
  return key.slice(2).replace(/%(..)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

function escapeName(name: string): string {
  return name.replace(/[%:{}]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)
}
