import { isFinal, type JobStatus, jobGone } from '../../../domain/jobs/index.js'
import type { AppError } from '../../../domain/platform/index.js'
import type { JobRecord } from './job-record.js'

/** The watchers of all jobs. */
export class JobWatchers {
  readonly #byJob = new Map<JobRecord, Set<JobWatcher>>()
  #closed = false

  /** @param get looks up the job when iteration starts; throws if there is none */
  watch(get: () => JobRecord, signal: AbortSignal | undefined): AsyncIterable<JobStatus> {
    return { [Symbol.asyncIterator]: () => this.#open(get, signal) }
  }

  changed(job: JobRecord): void {
    // Most jobs have no watcher.
    if (this.#byJob.size > 0) for (const watcher of this.#of(job)) watcher.changed()
  }

  /** Ends the watchers of a job that was removed before it ended. */
  removed(job: JobRecord): void {
    for (const watcher of this.#of(job)) watcher.endAfterUnread(jobGone(job.type, job.id))
  }

  /** Ends all watchers; each may still read the last snapshot. */
  close(): void {
    this.#closed = true
    for (const job of [...this.#byJob.keys()]) for (const watcher of this.#of(job)) watcher.endAfterUnread()
  }

  #open(get: () => JobRecord, signal: AbortSignal | undefined): AsyncIterator<JobStatus, undefined> {
    if (this.#closed || signal?.aborted) return { next: async () => ENDED }
    let job: JobRecord
    try {
      job = get()
    } catch (error) {
      let reported = false
      return {
        next: async () => {
          if (reported) return ENDED
          reported = true
          throw error
        },
      }
    }
    const onAbort = () => watcher.abort()
    let ended = false
    const watcher = new JobWatcher(job, (self) => {
      ended = true
      signal?.removeEventListener('abort', onAbort)
      this.#delete(job, self)
    })
    // The watcher of a finished job holds its only snapshot and needs no registration.
    if (ended) return watcher
    signal?.addEventListener('abort', onAbort, { once: true })
    const watchers = this.#byJob.get(job) ?? new Set()
    this.#byJob.set(job, watchers.add(watcher))
    return watcher
  }

  #of(job: JobRecord): readonly JobWatcher[] {
    const watchers = this.#byJob.get(job)
    return watchers ? [...watchers] : []
  }

  #delete(job: JobRecord, watcher: JobWatcher): void {
    const watchers = this.#byJob.get(job)
    if (watchers?.delete(watcher) && watchers.size === 0) this.#byJob.delete(job)
  }
}

type Reading = IteratorResult<JobStatus, undefined>

const ENDED: Reading = { done: true, value: undefined }

/**
 * The iterator of one watcher. It holds at most one unread snapshot, the newest. The final snapshot is taken when the job
 * ends, so that the reader gets it even if the job is deleted or retried before the read.
 */
class JobWatcher implements AsyncIterator<JobStatus, undefined> {
  readonly #job: JobRecord
  readonly #onEnd: (watcher: JobWatcher) => void
  readonly #readers: { readonly resolve: (reading: Reading) => void; readonly reject: (error: AppError) => void }[] = []
  #unread = true
  #last: JobStatus | undefined
  #ended = false
  /** Reported once, after the unread snapshot. */
  #failure: AppError | undefined

  /** @param onEnd called once, when the watcher needs no further changes */
  constructor(job: JobRecord, onEnd: (watcher: JobWatcher) => void) {
    this.#job = job
    this.#onEnd = onEnd
    if (isFinal(job.state)) this.endAfterUnread()
  }

  next(): Promise<Reading> {
    return new Promise((resolve, reject) => {
      this.#readers.push({ resolve, reject })
      this.#answer()
    })
  }

  /** The reader stops iterating. */
  async return(): Promise<Reading> {
    this.abort()
    return ENDED
  }

  changed(): void {
    if (this.#ended) return
    this.#unread = true
    if (isFinal(this.#job.state)) this.endAfterUnread()
    else this.#answer()
  }

  /** Ends; an unread snapshot can still be read, then `failure` is reported. */
  endAfterUnread(failure?: AppError): void {
    if (!this.#ended) this.#failure = failure
    if (this.#unread) this.#last ??= this.#job.toStatus()
    this.#end()
  }

  /** Ends at once. */
  abort(): void {
    this.#unread = false
    this.#failure = undefined
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
      if (this.#unread) {
        this.#unread = false
        reader?.resolve({ done: false, value: this.#last ?? this.#job.toStatus() })
      } else if (this.#failure) {
        const failure = this.#failure
        this.#failure = undefined
        reader?.reject(failure)
      } else reader?.resolve(ENDED)
    }
  }
}
