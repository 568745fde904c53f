/** How long the finished jobs of a type are kept. Jobs past their age are deleted first, then the oldest. */
export interface Retention {
  /** Seconds since the end of the job. */
  readonly age: number
  /** Jobs in each of the states `completed`, `failed` and `cancelled`. */
  readonly count: number
}

export const DEFAULT_RETENTION: Retention = { age: 24 * 3600, count: 1000 }

/** Limits of the in-memory queue, for all job types together. */
export interface JobLimits {
  /** Maximum number of waiting, delayed and active jobs; beyond it `add` fails with `QUEUE_FULL`. */
  readonly maxPending: number
  /** Maximum bytes of their payloads in JSON; beyond it `add` fails with `QUEUE_FULL`. */
  readonly maxPendingBytes: number
  /** Maximum bytes of finished jobs: payloads, results and failures. Beyond it the oldest finished jobs are deleted. */
  readonly maxFinishedBytes: number
}

const MEBIBYTE = 1024 * 1024

export const DEFAULT_JOB_LIMITS: JobLimits = {
  maxPending: 1000,
  maxPendingBytes: 16 * MEBIBYTE,
  maxFinishedBytes: 32 * MEBIBYTE,
}

/** Default timeout of a run, in milliseconds. */
export const DEFAULT_JOB_TIMEOUT_MS = 10 * 60_000

/** Maximum size of a payload and of a result, each, in bytes of its JSON in UTF-8. */
export const MAX_JOB_JSON_BYTES = MEBIBYTE

/** Maximum length of the stage and message of a progress report, in characters. */
export const MAX_PROGRESS_LENGTHS = { stage: 200, message: 1000 } as const

/** Maximum length of the message, code and stack of a stored failure, in characters. */
export const MAX_FAILURE_LENGTHS = { message: 1000, code: 100, stack: 4000 } as const
