import { keyIsTaken, nextState } from '../../../domain/jobs/index.js'
import type { JobReceipt } from '../../../ports/jobs/index.js'
import type { JobLifecycle } from './job-lifecycle.js'
import type { JobRecord } from './job-record.js'
import type { PendingCapacity } from './pending-capacity.js'

/** Where jobs come in, new or revived: one of an id, one with a key, and no more than there is room for. */
export class JobAdmission {
  readonly #lifecycle: JobLifecycle
  readonly #capacity: PendingCapacity

  constructor(lifecycle: JobLifecycle, capacity: PendingCapacity) {
    this.#lifecycle = lifecycle
    this.#capacity = capacity
  }

  /** Accepts a job if it is new. @throws AppError `QUEUE_FULL` */
  accept(job: JobRecord): JobReceipt {
    const jobs = this.#lifecycle.registry.of(job.type)
    const rival = jobs.rival(job)
    if (rival !== undefined) return { id: rival, created: false }
    this.#capacity.take(1, job.bytes)
    jobs.enter(job)
    this.#lifecycle.start(job)
    return { id: job.id, created: true }
  }

  /** Accepts all the jobs that are new, or none. @throws AppError `QUEUE_FULL` */
  acceptAll(jobs: readonly JobRecord[]): readonly JobReceipt[] {
    const created: JobRecord[] = []
    const receipts = jobs.map((job): JobReceipt => {
      const known = this.#lifecycle.registry.of(job.type)
      const rival = known.rival(job)
      if (rival !== undefined) return { id: rival, created: false }
      known.enter(job)
      created.push(job)
      return { id: job.id, created: true }
    })
    try {
      this.#capacity.take(created.length, bytesOf(created))
    } catch (error) {
      for (const job of created) this.#lifecycle.registry.of(job.type).forget(job)
      throw error
    }
    for (const job of created) this.#lifecycle.start(job)
    return receipts
  }

  /** Lets a failed job run again. Nothing changes if it is refused. @throws AppError `ILLEGAL_JOB_STATE`, `QUEUE_FULL` */
  revive(job: JobRecord): void {
    nextState(job.state, 'revived')
    const jobs = this.#lifecycle.registry.of(job.type)
    const holder = jobs.keyHolder(job)
    if (holder && holder !== job) throw keyIsTaken(job.id, holder.id)
    this.#capacity.take(1, job.bytes)
    jobs.revive(job)
    this.#lifecycle.revive(job)
  }
}

function bytesOf(jobs: readonly JobRecord[]): number {
  return jobs.reduce((sum, { bytes }) => sum + bytes, 0)
}
