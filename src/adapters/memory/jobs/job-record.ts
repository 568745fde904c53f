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
  shownProgress,
} from '../../../domain/jobs/index.js'
import type { JsonValue } from '../../../domain/platform/index.js'
import type { JobRequest } from '../../../ports/jobs/index.js'

/** Estimated size of a record with its id, key, times and map entries. */
const RECORD_BYTES = 1000

/** A stored job: the immutable request, and its current state. */
export class JobRecord {
  readonly id: string
  readonly type: string
  readonly payload: string
  /** Size of the payload in UTF-8. */
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
  /** Increases from one accepted job to the next. */
  serial = 0
  /** Position among jobs of equal priority or due time: increases with each job that joins. */
  order = 0
  /** When its delay is over, on the monotonic clock. */
  dueTick = 0
  /** Its index in the heap that contains it, or -1. */
  heapIndex = -1
  /** The list that contains it, and its neighbours there. */
  list: object | undefined
  previous: JobRecord | undefined
  next: JobRecord | undefined

  /** @throws AppError `UNSERIALISABLE`, `JOB_TOO_LARGE` */
  constructor(request: JobRequest) {
    this.id = request.id
    this.type = request.type
    this.payload = payloadJson(request.payload)
    this.bytes = Buffer.byteLength(this.payload)
    this.retry = internRetryPolicy(request.retry)
    this.timeoutMs = request.timeoutMs
    this.retention = internRetention(request.retention)
    this.delayMs = Math.ceil(request.delayMs ?? 0)
    this.priority = request.priority
    this.key = request.key
    this.unique = request.unique ?? 'unfinished'
    this.keyHeldMs = request.keyHeldMs ?? 0
  }

  /** Estimated memory use of the finished job. */
  get finishedBytes(): number {
    const { message = '', stack = '' } = this.error ?? {}
    return RECORD_BYTES + this.bytes + 2 * ((this.result?.length ?? 0) + message.length + stack.length)
  }

  readPayload(): JsonValue {
    return JSON.parse(this.payload) as JsonValue
  }

  toStatus(): JobStatus {
    return {
      id: this.id,
      type: this.type,
      state: this.state,
      progress: shownProgress(this.state, this.progress),
      attempts: this.attempts,
      maxAttempts: this.retry.attempts,
      ...(this.priority === undefined ? {} : { priority: this.priority }),
      ...(this.key === undefined ? {} : { key: this.key }),
      payload: this.readPayload(),
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

/**
 * The copies made last. Jobs of a type usually have the same settings, so thousands of jobs share one copy instead of
 * holding one each.
 */
let lastRetryPolicy: RetryPolicy | undefined
let lastRetention: Retention | undefined

function internRetryPolicy({ attempts, backoff }: RetryPolicy): RetryPolicy {
  const { kind, delayMs, maxDelayMs, jitter } = backoff
  const last = lastRetryPolicy?.backoff
  const isSame =
    last?.kind === kind &&
    last.delayMs === delayMs &&
    last.maxDelayMs === maxDelayMs &&
    last.jitter === jitter &&
    lastRetryPolicy?.attempts === attempts
  if (!lastRetryPolicy || !isSame) lastRetryPolicy = { attempts, backoff: { kind, delayMs, maxDelayMs, jitter } }
  return lastRetryPolicy
}

function internRetention({ age, count }: Retention): Retention {
  if (lastRetention?.age !== age || lastRetention.count !== count) lastRetention = { age, count }
  return lastRetention
}
