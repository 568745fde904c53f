import { isFinal } from '../../../domain/jobs/index.js'
import type { Clock } from '../../../ports/platform/index.js'
import { FinishedJobs } from './finished-jobs.js'
import type { JobRecord } from './job-record.js'
import { JobsOfType } from './jobs-of-type.js'

/** All jobs, by type. */
export class JobRegistry {
  readonly #clock: Clock
  readonly #finished: FinishedJobs
  readonly #types = new Map<string, JobsOfType>()
  /** The one that was asked for last is often asked for again. */
  #latest: { readonly type: string; readonly jobs: JobsOfType } | undefined

  /** @param maxFinishedBytes of the finished jobs of all types together */
  constructor(clock: Clock, maxFinishedBytes: number) {
    this.#clock = clock
    this.#finished = new FinishedJobs(clock, maxFinishedBytes, (job) => this.#types.get(job.type)?.drop(job))
  }

  /** Reading leaves no trace: a type never used is not known. */
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
