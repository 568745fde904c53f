import { isFinal, type JobState, type QueueStats } from '../../../domain/jobs/index.js'
import type { Clock } from '../../../ports/platform/index.js'
import type { FinishedJobs } from './finished-jobs.js'
import { HeldKeys } from './held-keys.js'
import { JobList } from './job-list.js'
import type { JobRecord } from './job-record.js'
import type { JobWorker } from './job-worker.js'
import { ReadyOrder } from './ready-order.js'

/** The jobs of one type, by id and by key, and who works on them. */
export class JobsOfType {
  readonly ready = new ReadyOrder()
  paused = false
  worker: JobWorker | undefined
  /** Whether somebody is about to see what can start. */
  woken = false
  /** Finished ones that are past their age may still stand here, and below. */
  readonly #jobs = new Map<string, JobRecord>()
  /** The finished ones, in the order of their end. */
  readonly #ended: { readonly [state in JobState]?: JobList } = {
    completed: new JobList(),
    failed: new JobList(),
    cancelled: new JobList(),
  }
  /** The job that has a key. */
  readonly #keys = new Map<string, JobRecord>()
  readonly #held: HeldKeys
  /** Who keeps the finished jobs, of this type and of all others. */
  readonly #keeper: FinishedJobs

  constructor(keeper: FinishedJobs, clock: Clock) {
    this.#keeper = keeper
    this.#held = new HeldKeys(clock)
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

  /**
   * The id of the job that stands in the way of `job`: of its id, with its key, or for which its key is held. One of its
   * id that is past its age goes.
   */
  rival(job: JobRecord): string | undefined {
    const namesake = this.#jobs.get(job.id)
    if (namesake) {
      if (this.#isThere(namesake)) return namesake.id
      this.forget(namesake)
    }
    if (job.key === undefined) return undefined
    return this.keyHolder(job)?.id ?? this.#held.holder(job.key)
  }

  /** Has the key of an accepted job block for as long as it is to. */
  holdKey(job: JobRecord): void {
    if (job.key !== undefined && job.keyHeldMs > 0) this.#held.hold(job.key, job.id, job.keyHeldMs)
  }

  /** Makes `job`, which has no rival, known. */
  enter(job: JobRecord): void {
    this.#jobs.set(job.id, job)
    if (job.key !== undefined) this.#keys.set(job.key, job)
  }

  /** Puts an ended job among those that retention may drop, and drops what is past its bounds: the oldest. */
  finish(job: JobRecord): void {
    if (job.unique === 'unfinished') this.#releaseKey(job)
    const ended = this.#ended[job.state]
    ended?.push(job)
    if (!this.#keeper.keep(job)) this.drop(job)
    while (ended && ended.size > job.retention.count) {
      const oldest = ended.first()
      if (oldest) this.forget(oldest)
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
    this.#ended[job.state]?.remove(job)
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
