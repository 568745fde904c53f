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
import { AppError, assertOptions, invalidArgument, optionNames } from '../../domain/platform/index.js'
import type { SchemaInput, SchemaOutput, StandardSchemaV1 } from './payload-schema.js'

/** The options of {@link defineJob}. */
export interface DefineJobOptions<Type extends string, Schema extends StandardSchemaV1> {
  /** 1 to 100 bytes. Do not rename a type that has jobs in a store: they are stored under this name. */
  readonly type: Type
  /** Any Standard Schema. It validates the payload after a JSON round trip, on `addJob` and again before each run. */
  readonly payload: Schema
  /** Maximum number of runs, the first included: 1 (default) to 100. */
  readonly attempts?: number
  /** The delay after a failed run. Default: exponential from 1,000 ms, at most 60,000 ms, with full jitter. */
  readonly backoff?: Partial<Backoff>
  /** Timeout of a run, in milliseconds. Default 600,000. */
  readonly timeoutMs?: number
  /** Maximum number of concurrent runs in a process: 1 to 1000. Default: the `concurrency` of `startWorkers`. */
  readonly concurrency?: number
  /** How long finished jobs are kept: `age` in seconds (default 86,400) and `count` per state (default 1,000). */
  readonly retention?: Partial<Retention>
}

const OPTIONS = optionNames<DefineJobOptions<string, StandardSchemaV1>>({
  type: true,
  payload: true,
  attempts: true,
  backoff: true,
  timeoutMs: true,
  concurrency: true,
  retention: true,
})
const BACKOFF = optionNames<Backoff>({ kind: true, delayMs: true, maxDelayMs: true, jitter: true })
const RETENTION = optionNames<Retention>({ age: true, count: true })

/** A validated job type with all defaults. `Input` is the payload of `addJob`, `Payload` the one the handler gets. */
export interface JobDefinition<Input = unknown, Payload = unknown, Type extends string = string> {
  readonly type: Type
  readonly payload: StandardSchemaV1<Input, Payload>
  readonly retry: RetryPolicy
  readonly timeoutMs: number
  readonly concurrency: number | undefined
  readonly retention: Retention
}

/**
 * Defines a job type.
 *
 * ```ts
 * const sendEmail = defineJob({ type: 'send_email', payload: z.object({ to: z.string() }), attempts: 5 })
 * ```
 *
 * @throws AppError `INVALID_ARGUMENT` for a setting outside its range
 */
export function defineJob<const Type extends string, Schema extends StandardSchemaV1>(
  options: DefineJobOptions<Type, Schema>,
): JobDefinition<SchemaInput<Schema>, SchemaOutput<Schema>, Type> {
  assertOptions(options, OPTIONS)
  const { type, payload, attempts, backoff, timeoutMs, concurrency, retention } = options
  assertName(type, 'type')
  if (typeof payload?.['~standard']?.validate !== 'function') {
    throw new AppError('INVALID_ARGUMENT', `the payload of job type ${type} is not a Standard Schema`, {
      hint: 'use a schema of zod, valibot, arktype or another library that implements Standard Schema 1',
    })
  }
  if (backoff !== undefined) assertOptions(backoff, BACKOFF, 'backoff')
  if (retention !== undefined) assertOptions(retention, RETENTION, 'retention')
  // Not `??`: null is no way to leave a setting out.
  const retry: RetryPolicy = {
    attempts: attempts === undefined ? DEFAULT_RETRY_POLICY.attempts : attempts,
    backoff: { ...DEFAULT_RETRY_POLICY.backoff, ...backoff },
  }
  const definition = {
    type,
    payload: payload as StandardSchemaV1<SchemaInput<Schema>, SchemaOutput<Schema>>,
    retry,
    timeoutMs: timeoutMs === undefined ? DEFAULT_JOB_TIMEOUT_MS : timeoutMs,
    concurrency,
    retention: { ...DEFAULT_RETENTION, ...retention },
  }
  assertRetryPolicy(retry)
  assertTimeout(definition.timeoutMs)
  assertRetention(definition.retention)
  if (concurrency !== undefined) assertConcurrency(concurrency)
  return Object.freeze(definition)
}

/**
 * Checks that `definition` comes from {@link defineJob}, of this copy of the package or of another.
 *
 * @throws AppError `INVALID_ARGUMENT`
 */
export function assertDefinition(definition: unknown): asserts definition is JobDefinition {
  const { type, payload, retry, retention } = Object(definition) as Partial<JobDefinition>
  const isSchema = typeof payload?.['~standard']?.validate === 'function'
  if (typeof type === 'string' && isSchema && typeof retry === 'object' && typeof retention === 'object') return
  throw invalidArgument('definition', definition, 'the result of defineJob({ ... })')
}
