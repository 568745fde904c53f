import { LRUCache } from 'lru-cache'
import type { Clock } from '../../../ports/platform/index.js'
import type { JobRecord } from './job-record.js'

/**
 * The finished jobs of all types, bounded by their age and by the bytes of all together. Reading one never makes it
 * younger: the order of use stays the order in which they ended.
 */
export class FinishedJobs {
  /** By their serial number: one of an id may still be here when the next one of that id is. */
  readonly #jobs: LRUCache<number, JobRecord>

  /** @param onDropped called for each job that leaves by itself: for want of room, or past its age */
  constructor(clock: Clock, maxBytes: number, onDropped: (job: JobRecord) => void) {
    this.#jobs = new LRUCache({
      maxSize: maxBytes,
      // To lru-cache a job kept since moment 0 would have no age, hence the 1.
      perf: { now: () => clock.monotonic() + 1 },
      ttlResolution: 0,
      dispose: (job, _, reason) => {
        if (reason !== 'delete') onDropped(job)
      },
    })
  }

  /** Takes a job that has ended. @returns whether it is kept: one of no age, or larger than all may be, is not */
  keep(job: JobRecord): boolean {
    const ageMs = job.retention.age * 1000
    // For lru-cache a time to live of 0 is one without end.
    const size = job.finishedBytes
    if (ageMs === 0 || size > this.#jobs.maxSize) return false
    this.#jobs.set(job.serial, job, { ttl: ageMs, size })
    return true
  }

  /** Whether a job is kept: it has not been dropped and is not past its age. */
  has(job: JobRecord): boolean {
    return this.#jobs.peek(job.serial) !== undefined
  }

  remove(job: JobRecord): void {
    this.#jobs.delete(job.serial)
  }
}
