import type { JobProgress } from '../../../domain/jobs/index.js'
import type { JsonValue } from '../../../domain/platform/index.js'
import type { JobRun } from '../../../ports/jobs/index.js'
import type { JobRecord } from './job-record.js'

/** Where a run gets what it shows. */
interface RunSource {
  readonly job: JobRecord
  readonly signal: AbortSignal
  progress(reported: number | JobProgress): void
}

/** What a handler sees of its run. Most of it is made when first asked for: many handlers never look. */
export class MemoryJobRun implements JobRun {
  readonly id: string
  readonly type: string
  readonly key: string
  readonly attempt: number
  readonly #source: RunSource
  #payload: JsonValue | undefined

  constructor(source: RunSource) {
    const { id, type, key, attempts } = source.job
    this.id = id
    this.type = type
    this.key = key ?? id
    this.attempt = attempts
    this.#source = source
  }

  get payload(): JsonValue {
    this.#payload ??= JSON.parse(this.#source.job.payload) as JsonValue
    return this.#payload
  }

  get signal(): AbortSignal {
    return this.#source.signal
  }

  /** A function of its own, so that it can be taken out. */
  get progress(): (reported: number | JobProgress) => void {
    return (reported) => this.#source.progress(reported)
  }
}
