import type { JobProgress } from '../../../domain/jobs/index.js'
import type { JsonValue } from '../../../domain/platform/index.js'
import type { JobRun } from '../../../ports/jobs/index.js'
import type { JobExecution } from './job-execution.js'

/** What a handler sees of its run. Most of it is made when first asked for: many handlers never look. */
export class MemoryJobRun implements JobRun {
  readonly id: string
  readonly type: string
  readonly key: string
  readonly attempt: number
  readonly #execution: JobExecution
  #payload: JsonValue | undefined

  constructor(execution: JobExecution) {
    const { id, type, key, attempts } = execution.job
    this.id = id
    this.type = type
    this.key = key ?? id
    this.attempt = attempts
    this.#execution = execution
  }

  get payload(): JsonValue {
    this.#payload ??= JSON.parse(this.#execution.job.payload) as JsonValue
    return this.#payload
  }

  get signal(): AbortSignal {
    return this.#execution.signal
  }

  /** A function of its own, so that it can be taken out. */
  get progress(): (reported: number | JobProgress) => void {
    return (reported) => this.#execution.progress(reported)
  }
}
