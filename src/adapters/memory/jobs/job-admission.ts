import { keyTaken, nextState } from '../../../domain/jobs/index.js'
import type { JobReceipt } from '../../../ports/jobs/index.js'
import type { JobLifecycle, PendingCapacity } from './job-lifecycle.js'
import type { JobRecord } from './job-record.js'

/** Admits new and retried jobs: one per id, one per key, and no more than the capacity. */
export class JobAdmission {
  readonly #lifecycle: JobLifecycle
  readonly #capacity: PendingCapacity

  constructor(lifecycle: JobLifecycle, capacity: PendingCapacity) {
    this.#lifecycle = lifecycle
    this.#capacity = capacity
  }

  /** Adds a job unless it is a duplicate. @throws AppError `QUEUE_FULL` */
  add(job: JobRecord): JobReceipt {
    const jobs = this.#lifecycle.registry.of(job.type)
    const duplicate = jobs.findDuplicate(job)
    if (duplicate !== undefined) return { id: duplicate, created: false }
    this.#capacity.reserve(1, job.bytes)
    jobs.add(job)
    this.#lifecycle.start(job)
    return { id: job.id, created: true }
  }

  /** Adds all jobs that are not duplicates, or none. @throws AppError `QUEUE_FULL` */
  addMany(jobs: readonly JobRecord[]): readonly JobReceipt[] {
    const created: JobRecord[] = []
    const receipts = jobs.map((job): JobReceipt => {
      const known = this.#lifecycle.registry.of(job.type)
      const duplicate = known.findDuplicate(job)
      if (duplicate !== undefined) return { id: duplicate, created: false }
      known.add(job)
      created.push(job)
      return { id: job.id, created: true }
    })
    try {
      const bytes = created.reduce((sum, job) => sum + job.bytes, 0)
      this.#capacity.reserve(created.length, bytes)
    } catch (error) {
      for (const job of created) this.#lifecycle.registry.of(job.type).remove(job)
      throw error
    }
    for (const job of created) this.#lifecycle.start(job)
    return receipts
  }

  /** Retries a failed job. A rejected retry changes nothing. @throws AppError `ILLEGAL_JOB_STATE`, `QUEUE_FULL` */
  retry(job: JobRecord): void {
    nextState(job.state, 'retried')
    const jobs = this.#lifecycle.registry.of(job.type)
    const holder = jobs.keyHolder(job)
    if (holder && holder !== job) throw keyTaken(job.id, holder.id)
    this.#capacity.reserve(1, job.bytes)
    jobs.reopen(job)
    this.#lifecycle.retry(job)
  }
}
