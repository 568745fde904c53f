import {
  type JobFailure,
  type JobProgress,
  type JobState,
  type JobStatus,
  payloadJson,
} from '../../../domain/jobs/index.js'
import type { JsonValue } from '../../../domain/platform/index.js'
import type { JobRequest } from '../../../ports/jobs/index.js'
import { idOfKey, keyOfId } from './job-keys.js'
import type { FieldList } from './job-scripts.js'
import { ENVELOPE } from './lua/run-parts.js'

/** What a worker needs to know of a job beside its payload; kept in Bull's `opts`, where Bull reads none of these names. */
export interface JobOptions {
  readonly timeoutMs: number
  readonly retry: JobRequest['retry']
  readonly key?: string
}

/**
 * A job as the arguments of the script that adds it, in the order of `ADD_ARGUMENTS`.
 *
 * @throws AppError `UNSERIALISABLE`, `JOB_TOO_LARGE`
 */
export function addArguments(request: JobRequest): readonly (string | number)[] {
  const { id, payload, retry, timeoutMs, retention, delayMs = 0, priority, key } = request
  const options: JobOptions = { timeoutMs, retry, ...(key === undefined ? {} : { key }) }
  return [
    keyOfId(id),
    `${ENVELOPE.begin}${payloadJson(payload)}${ENVELOPE.end}`,
    JSON.stringify(options),
    // For Bull 0 is no priority at all.
    priority === undefined ? 0 : priority + 1,
    Math.ceil(delayMs),
    key ?? '',
    request.unique ?? 'unfinished',
    key === undefined ? 0 : Math.ceil(request.keyHeldMs ?? 0),
    Math.ceil(retention.age * 1000),
    retention.count,
  ]
}

/** A job as Redis holds it, for readers. */
export function toStatus(type: string, key: string, list: FieldList): JobStatus {
  const fields = toFields(list)
  const { data = '', opts = '', priority = '0', progress, returnvalue, failedReason } = fields
  const payload = data.slice(ENVELOPE.begin.length, -ENVELOPE.end.length)
  return {
    id: idOfKey(key),
    type,
    state: fields.state as JobState,
    progress: progress === undefined ? { percent: 0 } : (JSON.parse(progress) as JobProgress),
    attempts: Number(fields.attemptsMade ?? 0),
    maxAttempts: (JSON.parse(opts) as JobOptions).retry.attempts,
    ...(priority === '0' ? {} : { priority: Number(priority) - 1 }),
    ...(fields.key === undefined ? {} : { key: fields.key }),
    payload: JSON.parse(payload) as JsonValue,
    ...(returnvalue === undefined ? {} : { result: JSON.parse(returnvalue) as JsonValue }),
    ...(failedReason === undefined ? {} : { error: JSON.parse(failedReason) as JobFailure }),
    cancelRequested: fields.cancel !== undefined,
    timestamps: {
      createdAt: Number(fields.timestamp),
      ...moment('dueAt', fields.dueAt),
      ...moment('startedAt', fields.processedOn),
      ...moment('finishedAt', fields.finishedOn),
    },
    revision: Number(fields.revision),
  }
}

/** Later values of a name go before earlier ones: scripts append what they know better. */
function toFields(list: FieldList): { readonly [name: string]: string | undefined } {
  const fields: { [name: string]: string | undefined } = {}
  for (let index = 0; index < list.length; index += 2) fields[list[index] ?? ''] = list[index + 1]
  return fields
}

function moment(name: string, value: string | undefined): { readonly [name: string]: number } {
  return value === undefined ? {} : { [name]: Number(value) }
}
