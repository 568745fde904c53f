import type { QueueStats } from '../../../domain/jobs/index.js'
import type { JobReceipt } from '../../../ports/jobs/index.js'
import type { Clock } from '../../../ports/platform/index.js'
import { FinishedJobs } from './finished-jobs.js'
import type { JobRecord } from './job-record.js'
import type { JobWorker } from './job-worker.js'
import { ReadyOrder } from './ready-order.js'

/** The jobs of one type, by id and by key, and who works on them. */
export class JobsOfType {
  readonly ready = new ReadyOrder()
  paused = false
  worker: JobWorker | undefined
  readonly #unfinished = new Map<string, JobRecord>()
  readonly #finished: FinishedJobs
  /** The job that has a key; an expired one may still stand here. */
  readonly #keys = new Map<string, JobRecord>()

  constructor(clock: Clock) {
    this.#finished = new FinishedJobs(clock, (job) => this.#releaseKey(job))
  }

  find(id: string): JobRecord | undefined {
    return this.#unfinished.get(id) ?? this.#finished.get(id)
  }

  /** The job that has the key of `job`, which may be `job` itself. */
  keyHolder(job: JobRecord): JobRecord | undefined {
    const holder = job.key === undefined ? undefined : this.#keys.get(job.key)
    return holder && this.find(holder.id) === holder ? holder : undefined
  }

  /** Makes `job` known, unless there is one of its id or with its key: the receipt names that one. */
  enter(job: JobRecord): JobReceipt {
    const known = this.find(job.id) ?? this.keyHolder(job)
    if (known) return { id: known.id, created: false }
    this.#unfinished.set(job.id, job)
    if (job.key !== undefined) this.#keys.set(job.key, job)
    return { id: job.id, created: true }
  }

  /** Moves an ended job to those that retention may drop. */
  finish(job: JobRecord): void {
    this.#unfinished.delete(job.id)
    if (job.unique === 'unfinished') this.#releaseKey(job)
    this.#finished.keep(job)
  }

  /** Takes a job back from the finished ones. */
  revive(job: JobRecord): void {
    this.#finished.remove(job.id)
    this.enter(job)
  }

  forget(job: JobRecord): void {
    this.#unfinished.delete(job.id)
    this.#finished.remove(job.id)
    this.#releaseKey(job)
  }

  /** Drops finished jobs that are past their age; how many. */
  trim(): number {
    return this.#finished.trim()
  }

  unfinished(): Iterable<JobRecord> {
    return this.#unfinished.values()
  }

  *all(): Generator<JobRecord> {
    yield* this.#unfinished.values()
    yield* this.#finished.values()
  }

  stats(): QueueStats {
    const counts = { waiting: 0, delayed: 0, active: 0, completed: 0, failed: 0, cancelled: 0 }
    for (const job of this.all()) counts[job.state] += 1
    return { ...counts, paused: this.paused }
  }

  #releaseKey(job: JobRecord): void {
    if (job.key !== undefined && this.#keys.get(job.key) === job) this.#keys.delete(job.key)
  }
}
