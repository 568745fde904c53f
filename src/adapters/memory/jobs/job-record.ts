import { Buffer } from 'node:buffer'
import {
  type JobFailure,
  type JobProgress,
  type JobState,
  type JobStatus,
  NO_PROGRESS,
  payloadJson,
  type Retention,
  type RetryPolicy,
} from '../../../domain/jobs/index.js'
import type { JsonValue } from '../../../domain/platform/index.js'
import type { JobRequest } from '../../../ports/jobs/index.js'
import { sharedRetention, sharedRetry } from './shared-terms.js'

/** Of a record with its id, key, times and its place in the maps. */
const RECORD_BYTES = 1000

/** A job as this process keeps it: what it was added with, which never changes, and how it stands. */
export class JobRecord {
  readonly id: string
  readonly type: string
  readonly payload: string
  /** Of the payload, in UTF-8. */
  readonly bytes: number
  readonly retry: RetryPolicy
  readonly timeoutMs: number
  readonly retention: Retention
  readonly delayMs: number
  readonly priority: number | undefined
  readonly key: string | undefined
  readonly unique: 'unfinished' | 'retained'
  readonly keyHeldMs: number

  state: JobState = 'waiting'
  progress: JobProgress = NO_PROGRESS
  attempts = 0
  result: string | undefined
  error: JobFailure | undefined
  cancelRequested = false
  createdAt = 0
  dueAt: number | undefined
  startedAt: number | undefined
  finishedAt: number | undefined
  revision = 1
  /** Rises from one accepted job to the next. */
  serial = 0
  /** Its turn among jobs of its priority or due time: rises with each one that joins their order. */
  turn = 0
  /** When its delay is over, on the monotonic clock. */
  dueTick = 0
  /** Where it stands in the one heap that holds it; below 0: in none. */
  heapIndex = -1
  /** The one list that holds it, and its neighbours there. */
  list: object | undefined
  previous: JobRecord | undefined
  next: JobRecord | undefined

  /** @throws AppError `UNSERIALISABLE`, `JOB_TOO_LARGE` */
  constructor(request: JobRequest) {
    this.id = request.id
    this.type = request.type
    this.payload = payloadJson(request.payload)
    this.bytes = Buffer.byteLength(this.payload)
    this.retry = sharedRetry(request.retry)
    this.timeoutMs = request.timeoutMs
    this.retention = sharedRetention(request.retention)
    this.delayMs = Math.ceil(request.delayMs ?? 0)
    this.priority = request.priority
    this.key = request.key
    this.unique = request.unique ?? 'unfinished'
    this.keyHeldMs = request.keyHeldMs ?? 0
  }

  /** What it takes when it has ended: its own size, about, and that of what it carries. */
  get finishedBytes(): number {
    const { message = '', stack = '' } = this.error ?? {}
    return RECORD_BYTES + this.bytes + 2 * ((this.result?.length ?? 0) + message.length + stack.length)
  }

  toStatus(): JobStatus {
    return {
      id: this.id,
      type: this.type,
      state: this.state,
      progress: { ...this.progress },
      attempts: this.attempts,
      maxAttempts: this.retry.attempts,
      ...(this.priority === undefined ? {} : { priority: this.priority }),
      ...(this.key === undefined ? {} : { key: this.key }),
      payload: JSON.parse(this.payload) as JsonValue,
      ...(this.result === undefined ? {} : { result: JSON.parse(this.result) as JsonValue }),
      ...(this.error === undefined ? {} : { error: { ...this.error } }),
      cancelRequested: this.cancelRequested,
      timestamps: {
        createdAt: this.createdAt,
        ...(this.dueAt === undefined ? {} : { dueAt: this.dueAt }),
        ...(this.startedAt === undefined ? {} : { startedAt: this.startedAt }),
        ...(this.finishedAt === undefined ? {} : { finishedAt: this.finishedAt }),
      },
      revision: this.revision,
    }
  }
}
