import type { JobStatus } from '../../../domain/jobs/index.js'
import type { JobRecord } from './job-record.js'
import { JobWatcher } from './job-watcher.js'

/** Who watches which job. */
export class Watchers {
  readonly #byJob = new Map<JobRecord, Set<JobWatcher>>()
  #closed = false

  /** @param find looks the job up when the reading begins */
  watch(find: () => JobRecord | undefined, signal: AbortSignal | undefined): AsyncIterable<JobStatus> {
    return { [Symbol.asyncIterator]: () => this.#open(find(), signal) }
  }

  changed(job: JobRecord): void {
    // Most jobs are not watched.
    if (this.#byJob.size > 0) for (const watcher of this.#of(job)) watcher.changed()
  }

  /** The job was removed. */
  gone(job: JobRecord): void {
    for (const watcher of this.#of(job)) watcher.gone()
  }

  /** Ends all; each may still read the last state. */
  close(): void {
    this.#closed = true
    for (const job of [...this.#byJob.keys()]) this.gone(job)
  }

  #open(job: JobRecord | undefined, signal: AbortSignal | undefined): AsyncIterator<JobStatus, undefined> {
    if (!job || this.#closed || signal?.aborted) return { next: async () => ({ done: true, value: undefined }) }
    const onAbort = () => watcher.abandon()
    let ended = false
    const watcher = new JobWatcher(job, (self) => {
      ended = true
      signal?.removeEventListener('abort', onAbort)
      this.#leave(job, self)
    })
    // A job that is final has nothing more to tell than the snapshot that the watcher holds.
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

  #leave(job: JobRecord, watcher: JobWatcher): void {
    const watchers = this.#byJob.get(job)
    if (watchers?.delete(watcher) && watchers.size === 0) this.#byJob.delete(job)
  }
}
