/** How long the finished jobs of a type are kept. What is past its age goes first, then the oldest. */
export interface Retention {
  /** Age since the end, in seconds. */
  readonly age: number
  /** Jobs in each of the states `completed`, `failed` and `cancelled`. */
  readonly count: number
}

export const DEFAULT_RETENTION: Retention = { age: 24 * 3600, count: 1000 }

/** Bounds of the in-memory queue. */
export interface JobLimits {
  /** Jobs waiting, delayed or active at most; past it a job is refused with `QUEUE_FULL`. */
  readonly maxPending: number
  /** Bytes of their payloads in JSON at most; past it a job is refused with `QUEUE_FULL`. */
  readonly maxPendingBytes: number
  /** Bytes of finished jobs at most: payloads, results and failures. Past it the oldest finished ones are dropped. */
  readonly maxFinishedBytes: number
}

const MEBIBYTE = 1024 * 1024

export const DEFAULT_JOB_LIMITS: JobLimits = {
  maxPending: 1000,
  maxPendingBytes: 16 * MEBIBYTE,
  maxFinishedBytes: 32 * MEBIBYTE,
}

/** How long a run may take unless its type says otherwise, in milliseconds. */
export const DEFAULT_JOB_TIMEOUT_MS = 10 * 60_000

/** Largest payload and largest result, each, in bytes of its JSON in UTF-8. */
export const MAX_JOB_JSON_BYTES = MEBIBYTE

/** Longest stage and message that are kept of a report of progress, in characters. */
export const MAX_PROGRESS_LENGTHS = { stage: 200, message: 1000 } as const

/** Longest message, code and stack that are kept of a failure, in characters. */
export const MAX_FAILURE_LENGTHS = { message: 1000, code: 100, stack: 4000 } as const
