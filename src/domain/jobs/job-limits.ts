/** How long finished jobs are kept. What is past either bound goes first. */
export interface Retention {
  /** Age since the end, in seconds. */
  readonly age: number
  readonly count: number
}

export const DEFAULT_RETENTION: Retention = { age: 24 * 3600, count: 1000 }

/** Bounds of the in-memory queue; past them a job is refused with `QUEUE_FULL`. */
export interface JobLimits {
  /** Jobs waiting, delayed or active at most. */
  readonly maxPending: number
  /** Bytes of their payloads in JSON at most. */
  readonly maxPendingBytes: number
}

export const DEFAULT_JOB_LIMITS: JobLimits = { maxPending: 1000, maxPendingBytes: 16 * 1024 * 1024 }

/** How long a run may take unless its type says otherwise, in milliseconds. */
export const DEFAULT_JOB_TIMEOUT_MS = 10 * 60_000

/** Longest message, code and stack that are kept of a failure, in characters. */
export const MAX_FAILURE_LENGTHS = { message: 1000, code: 100, stack: 4000 } as const
