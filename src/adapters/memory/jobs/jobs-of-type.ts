import { isFinal, type JobState, type QueueStats } from '../../../domain/jobs/index.js'
import type { JobReceipt } from '../../../ports/jobs/index.js'
import type { FinishedJobs } from './finished-jobs.js'
import type { JobRecord } from './job-record.js'
import type { JobWorker } from './job-worker.js'
import { ReadyOrder } from './ready-order.js'

/** The jobs of one type, by id and by key, and who works on them. */
export class JobsOfType {
  readonly ready = new ReadyOrder()
  paused = false
  worker: JobWorker | undefined
  /** Finished ones that are past their age may still stand here, and below. */
  readonly #jobs = new Map<string, JobRecord>()
  /** The finished ones, in the order of their end. */
  readonly #ended: { readonly [state in JobState]?: Set<JobRecord> } = {
    completed: new Set(),
    failed: new Set(),
    cancelled: new Set(),
  }
  /** The job that has a key. */
  readonly #keys = new Map<string, JobRecord>()
  /** Who keeps the finished jobs, of this type and of all others. */
  readonly #keeper: FinishedJobs

  constructor(keeper: FinishedJobs) {
    this.#keeper = keeper
  }

  find(id: string): JobRecord | undefined {
    const job = this.#jobs.get(id)
    return job && this.#isThere(job) ? job : undefined
  }

  /** The job that has the key of `job`, which may be `job` itself. */
  keyHolder(job: JobRecord): JobRecord | undefined {
    const holder = job.key === undefined ? undefined : this.#keys.get(job.key)
    return holder && this.#isThere(holder) ? holder : undefined
  }

  /** Makes `job` known, unless there is one of its id or with its key: the receipt names that one. */
  enter(job: JobRecord): JobReceipt {
    const known = this.find(job.id) ?? this.keyHolder(job)
    if (known) return { id: known.id, created: false }
    const aged = this.#jobs.get(job.id)
    if (aged) this.forget(aged)
    this.#jobs.set(job.id, job)
    if (job.key !== undefined) this.#keys.set(job.key, job)
    return { id: job.id, created: true }
  }

  /** Puts an ended job among those that retention may drop, and drops what is past its bounds: the oldest. */
  finish(job: JobRecord): void {
    if (job.unique === 'unfinished') this.#releaseKey(job)
    const ended = this.#ended[job.state]
    ended?.add(job)
    if (!this.#keeper.keep(job)) this.drop(job)
    if (!ended || ended.size <= job.retention.count) return
    for (const oldest of ended) {
      this.#keeper.remove(oldest)
      if (ended.size <= job.retention.count) return
    }
  }

  /** Takes a failed job back from the finished ones. */
  revive(job: JobRecord): void {
    this.forget(job)
    this.enter(job)
  }

  forget(job: JobRecord): void {
    this.#keeper.remove(job)
    this.drop(job)
  }

  /** Holds nothing of a job any more. */
  drop(job: JobRecord): void {
    this.#ended[job.state]?.delete(job)
    if (this.#jobs.get(job.id) === job) this.#jobs.delete(job.id)
    this.#releaseKey(job)
  }

  /** Drops finished jobs that are past their age; how many. */
  trim(): number {
    const aged = [...this.#jobs.values()].filter((job) => !this.#isThere(job))
    for (const job of aged) this.forget(job)
    return aged.length
  }

  *all(): Generator<JobRecord> {
    for (const job of this.#jobs.values()) if (this.#isThere(job)) yield job
  }

  stats(): QueueStats {
    const counts = { waiting: 0, delayed: 0, active: 0, completed: 0, failed: 0, cancelled: 0 }
    for (const job of this.all()) counts[job.state] += 1
    return { ...counts, paused: this.paused }
  }

  #isThere(job: JobRecord): boolean {
    return !isFinal(job.state) || this.#keeper.has(job)
  }

  #releaseKey(job: JobRecord): void {
    if (job.key !== undefined && this.#keys.get(job.key) === job) this.#keys.delete(job.key)
  }
}
