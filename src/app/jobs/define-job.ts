import {
  assertConcurrency,
  assertName,
  assertRetention,
  assertRetryPolicy,
  assertTimeout,
  type Backoff,
  DEFAULT_JOB_TIMEOUT_MS,
  DEFAULT_RETENTION,
  DEFAULT_RETRY_POLICY,
  type Retention,
  type RetryPolicy,
} from '../../domain/jobs/index.js'
import { AppError } from '../../domain/platform/index.js'
import type { SchemaInput, SchemaOutput, StandardSchemaV1 } from './standard-schema.js'

/** What a job type is, as its author writes it. */
export interface DefineJobOptions<Type extends string, Schema extends StandardSchemaV1> {
  /** 1 to 100 bytes. Never rename a type that has jobs in a store: they are kept under it. */
  readonly type: Type
  /** Any Standard Schema. It sees the payload after one JSON round trip, when added and again when run. */
  readonly payload: Schema
  /** Runs that may begin, the first included: 1 (default) to 100. */
  readonly attempts?: number
  /** The rest after a failed run. Default: exponential from 1,000 ms, capped at 60,000 ms, with full jitter. */
  readonly backoff?: Partial<Backoff>
  /** Longest a run may take, in milliseconds. Default 600,000. */
  readonly timeoutMs?: number
  /** Jobs of this type that run at once in a process: 1 to 1000. Default: what `startWorkers` says. */
  readonly concurrency?: number
  /** How long finished jobs are kept: `age` in seconds (default 86,400) and `count` (default 1,000). */
  readonly retention?: Partial<Retention>
}

/** A job type, complete and checked. `Input` is what is added, `Payload` what the handler gets of it. */
export interface JobDefinition<Input = unknown, Payload = unknown, Type extends string = string> {
  readonly type: Type
  readonly payload: StandardSchemaV1<Input, Payload>
  readonly retry: RetryPolicy
  readonly timeoutMs: number
  readonly concurrency: number | undefined
  readonly retention: Retention
}

/**
 * Declares a job type.
 *
 * @throws AppError `INVALID_ARGUMENT` for a setting outside its range
 */
export function defineJob<const Type extends string, Schema extends StandardSchemaV1>(
  options: DefineJobOptions<Type, Schema>,
): JobDefinition<SchemaInput<Schema>, SchemaOutput<Schema>, Type> {
  const { type, payload, attempts, backoff, timeoutMs, concurrency, retention } = options
  assertName(type, 'type')
  if (typeof payload?.['~standard']?.validate !== 'function') {
    throw new AppError('INVALID_ARGUMENT', `the payload of job type ${type} is no Standard Schema`, {
      hint: 'give a schema of zod, valibot, arktype or another library that implements Standard Schema 1',
    })
  }
  const retry: RetryPolicy = {
    attempts: attempts ?? DEFAULT_RETRY_POLICY.attempts,
    backoff: { ...DEFAULT_RETRY_POLICY.backoff, ...backoff },
  }
  const definition = {
    type,
    payload: payload as StandardSchemaV1<SchemaInput<Schema>, SchemaOutput<Schema>>,
    retry,
    timeoutMs: timeoutMs ?? DEFAULT_JOB_TIMEOUT_MS,
    concurrency,
    retention: { ...DEFAULT_RETENTION, ...retention },
  }
  assertRetryPolicy(retry)
  assertTimeout(definition.timeoutMs)
  assertRetention(definition.retention)
  if (concurrency !== undefined) assertConcurrency(concurrency)
  return Object.freeze(definition)
}
