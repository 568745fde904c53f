import { isFinal, type JobStatus } from '../../../domain/jobs/index.js'
import type { JobRecord } from './job-record.js'

type Reading = IteratorResult<JobStatus, undefined>

/**
 * One reader's view of a job: at most one snapshot waits to be read, the newest. The final one is taken when it comes
 * about, so that it reaches the reader also if the job is dropped or revived before.
 */
export class JobWatcher implements AsyncIterator<JobStatus, undefined> {
  readonly #job: JobRecord
  readonly #onEnd: (watcher: JobWatcher) => void
  readonly #readers: ((reading: Reading) => void)[] = []
  #unread = true
  #last: JobStatus | undefined
  #ended = false

  /** @param onEnd called once, when no change is of interest any more */
  constructor(job: JobRecord, onEnd: (watcher: JobWatcher) => void) {
    this.#job = job
    this.#onEnd = onEnd
    if (isFinal(job.state)) this.gone()
  }

  next(): Promise<Reading> {
    return new Promise((resolve) => {
      this.#readers.push(resolve)
      this.#answer()
    })
  }

  /** The reader gives up. */
  async return(): Promise<Reading> {
    this.abandon()
    return { done: true, value: undefined }
  }

  changed(): void {
    if (this.#ended) return
    this.#unread = true
    if (isFinal(this.#job.state)) this.gone()
    else this.#answer()
  }

  /** Nothing will change any more: what is unread can still be read, then it ends. */
  gone(): void {
    if (this.#unread) this.#last ??= this.#job.toStatus()
    this.#end()
  }

  /** Ends at once. */
  abandon(): void {
    this.#unread = false
    this.#end()
  }

  #end(): void {
    if (!this.#ended) {
      this.#ended = true
      this.#onEnd(this)
    }
    this.#answer()
  }

  #answer(): void {
    while (this.#readers.length > 0 && (this.#unread || this.#ended)) {
      const reader = this.#readers.shift()
      if (!this.#unread) reader?.({ done: true, value: undefined })
      else {
        this.#unread = false
        reader?.({ done: false, value: this.#last ?? this.#job.toStatus() })
      }
    }
  }
}
