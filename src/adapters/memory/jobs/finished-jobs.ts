import { LRUCache } from 'lru-cache'
import type { Clock } from '../../../ports/platform/index.js'
import type { JobRecord } from './job-record.js'

/**
 * The finished jobs of one type, kept as their retention says. Reading one never makes it younger: the order of use
 * stays the order in which they ended.
 */
export class FinishedJobs {
  readonly #clock: Clock
  readonly #onDropped: (job: JobRecord) => void
  readonly #jobs: LRUCache<string, JobRecord>
  /** No job is past its age before this moment, on the monotonic clock. */
  #nextExpiry = Number.POSITIVE_INFINITY

  /** @param onDropped called for each job that leaves, for whatever reason */
  constructor(clock: Clock, onDropped: (job: JobRecord) => void) {
    this.#clock = clock
    this.#onDropped = onDropped
    this.#jobs = new LRUCache({
      // The bound is each job's own; lru-cache insists on one, and by size it reserves no room.
      maxSize: Number.MAX_SAFE_INTEGER,
      sizeCalculation: () => 1,
      // To lru-cache a job kept since moment 0 would have no age, hence the 1.
      perf: { now: () => clock.monotonic() + 1 },
      ttlResolution: 0,
      dispose: (job) => onDropped(job),
    })
  }

  /** Takes a job that has ended, and drops what is past its bounds: first what is too old, then the oldest. */
  keep(job: JobRecord): void {
    const ageMs = job.retention.age * 1000
    // For lru-cache a time to live of 0 is one without end.
    if (ageMs === 0) {
      this.#onDropped(job)
      return
    }
    this.#jobs.set(job.id, job, { ttl: ageMs })
    this.#nextExpiry = Math.min(this.#nextExpiry, this.#clock.monotonic() + ageMs)
    if (this.#jobs.size > job.retention.count) this.#dropExpired()
    while (this.#jobs.size > job.retention.count) this.#jobs.pop()
  }

  get(id: string): JobRecord | undefined {
    return this.#jobs.peek(id)
  }

  remove(id: string): void {
    this.#jobs.delete(id)
  }

  /** Drops those that are past their age; how many. */
  trim(): number {
    const before = this.#jobs.size
    this.#jobs.purgeStale()
    return before - this.#jobs.size
  }

  /** The latest first. */
  values(): Iterable<JobRecord> {
    return this.#jobs.values()
  }

  #dropExpired(): void {
    if (this.#clock.monotonic() <= this.#nextExpiry) return
    this.#jobs.purgeStale()
    this.#nextExpiry = Number.POSITIVE_INFINITY
    for (const id of this.#jobs.keys()) {
      this.#nextExpiry = Math.min(this.#nextExpiry, this.#clock.monotonic() + this.#jobs.getRemainingTTL(id))
    }
  }
}
