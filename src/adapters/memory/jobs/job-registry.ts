import { isFinal, type JobState, type QueueStats } from '../../../domain/jobs/index.js'
import type { JobHandler } from '../../../ports/jobs/index.js'
import type { Clock } from '../../../ports/platform/index.js'
import { JobList, WaitingJobs } from './job-order.js'
import type { JobRecord } from './job-record.js'
import { FinishedJobs, HeldKeys } from './retention.js'

/** All jobs, by type. */
export class JobRegistry {
  readonly #clock: Clock
  readonly #finished: FinishedJobs
  readonly #types = new Map<string, JobsOfType>()
  /** Saves most map lookups: consecutive calls are often for the same type. */
  #latest: { readonly type: string; readonly jobs: JobsOfType } | undefined

  /** @param maxFinishedBytes limit for the finished jobs of all types together */
  constructor(clock: Clock, maxFinishedBytes: number) {
    this.#clock = clock
    this.#finished = new FinishedJobs(clock, maxFinishedBytes, (job) => this.#types.get(job.type)?.drop(job))
  }

  /** Does not create an entry: reading an unknown type leaves no trace. */
  known(type: string): JobsOfType | undefined {
    return this.#types.get(type)
  }

  of(type: string): JobsOfType {
    if (this.#latest?.type === type) return this.#latest.jobs
    const jobs = this.#types.get(type) ?? new JobsOfType(this.#finished, this.#clock)
    this.#types.set(type, jobs)
    this.#latest = { type, jobs }
    return jobs
  }

  find(type: string, id: string): JobRecord | undefined {
    return this.#types.get(type)?.find(id)
  }

  *unfinished(): Generator<JobRecord> {
    for (const jobs of this.#types.values()) for (const job of jobs.all()) if (!isFinal(job.state)) yield job
  }
}

/** The jobs of one type, by id and by key, and their worker. */
export class JobsOfType {
  readonly waiting = new WaitingJobs()
  paused = false
  worker: JobWorker | undefined
  /** Whether the worker pool will soon look for jobs to start. */
  fillScheduled = false
  /** May contain finished jobs past their age; so may `#ended` and `#keys`. */
  readonly #jobs = new Map<string, JobRecord>()
  /** The finished jobs, in the order of their end. */
  readonly #ended: { readonly [state in JobState]?: JobList } = {
    completed: new JobList(),
    failed: new JobList(),
    cancelled: new JobList(),
  }
  /** The job that has the key. */
  readonly #keys = new Map<string, JobRecord>()
  readonly #held: HeldKeys
  /** The finished jobs of all types. */
  readonly #finished: FinishedJobs

  constructor(finished: FinishedJobs, clock: Clock) {
    this.#finished = finished
    this.#held = new HeldKeys(clock)
  }

  find(id: string): JobRecord | undefined {
    const job = this.#jobs.get(id)
    return job && this.#exists(job) ? job : undefined
  }

  /** The job that has the key of `job`; may be `job` itself. */
  keyHolder(job: JobRecord): JobRecord | undefined {
    const holder = job.key === undefined ? undefined : this.#keys.get(job.key)
    return holder && this.#exists(holder) ? holder : undefined
  }

  /**
   * The id of the job that prevents adding `job`: it has the same id, has the same key, or the key is held for it. Removes a
   * job with the same id that is past its age.
   */
  findDuplicate(job: JobRecord): string | undefined {
    const sameId = this.#jobs.get(job.id)
    if (sameId) {
      if (this.#exists(sameId)) return sameId.id
      this.remove(sameId)
    }
    if (job.key === undefined) return undefined
    return this.keyHolder(job)?.id ?? this.#held.holder(job.key)
  }

  /** Holds the key of an accepted job for its `keyHeldMs`. */
  holdKey(job: JobRecord): void {
    if (job.key !== undefined && job.keyHeldMs > 0) this.#held.hold(job.key, job.id, job.keyHeldMs)
  }

  /** Adds a job that has no duplicate. */
  add(job: JobRecord): void {
    this.#jobs.set(job.id, job)
    if (job.key !== undefined) this.#keys.set(job.key, job)
  }

  /** Moves an ended job to the finished ones, and deletes the oldest jobs beyond the retention count. */
  finish(job: JobRecord): void {
    if (job.unique === 'unfinished') this.#releaseKey(job)
    const ended = this.#ended[job.state]
    ended?.push(job)
    if (!this.#finished.add(job)) this.drop(job)
    while (ended && ended.size > job.retention.count) {
      const oldest = ended.first()
      if (oldest) this.remove(oldest)
    }
  }

  /** Takes a failed job out of the finished ones. */
  reopen(job: JobRecord): void {
    this.remove(job)
    this.add(job)
  }

  remove(job: JobRecord): void {
    this.#finished.remove(job)
    this.drop(job)
  }

  /** Removes all references to a job that is not, or no longer, in `FinishedJobs`. */
  drop(job: JobRecord): void {
    this.#ended[job.state]?.remove(job)
    if (this.#jobs.get(job.id) === job) this.#jobs.delete(job.id)
    this.#releaseKey(job)
  }

  /** Deletes finished jobs past their age. @returns how many */
  trim(): number {
    const expired = [...this.#jobs.values()].filter((job) => !this.#exists(job))
    for (const job of expired) this.remove(job)
    return expired.length
  }

  *all(): Generator<JobRecord> {
    for (const job of this.#jobs.values()) if (this.#exists(job)) yield job
  }

  stats(): QueueStats {
    const counts = { waiting: 0, delayed: 0, active: 0, completed: 0, failed: 0, cancelled: 0 }
    for (const job of this.all()) counts[job.state] += 1
    return { ...counts, paused: this.paused }
  }

  /** Whether the job is unfinished, or finished and within its retention. */
  #exists(job: JobRecord): boolean {
    return !isFinal(job.state) || this.#finished.has(job)
  }

  #releaseKey(job: JobRecord): void {
    if (job.key !== undefined && this.#keys.get(job.key) === job) this.#keys.delete(job.key)
  }
}

/** The worker of one type: its handler, and how many of its slots are in use. */
export class JobWorker {
  readonly handler: JobHandler
  readonly #concurrency: number
  #running = 0
  #stopped = false
  readonly #onIdle: (() => void)[] = []

  constructor(handler: JobHandler, concurrency: number) {
    this.handler = handler
    this.#concurrency = concurrency
  }

  get hasFreeSlot(): boolean {
    return this.#running < this.#concurrency
  }

  takeSlot(): void {
    this.#running += 1
  }

  freeSlot(): void {
    this.#running -= 1
    if (this.#stopped && this.#running === 0) for (const resolve of this.#onIdle.splice(0)) resolve()
  }

  /** Resolves when all slots are free. The caller must not start further runs. */
  stop(): Promise<void> {
    this.#stopped = true
    return this.#running === 0 ? Promise.resolve() : new Promise((resolve) => this.#onIdle.push(resolve))
  }
}
