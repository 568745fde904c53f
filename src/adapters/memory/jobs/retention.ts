import { LRUCache } from 'lru-cache'
import type { Clock } from '../../../ports/platform/index.js'
import type { JobRecord } from './job-record.js'

/**
 * The finished jobs of all types, limited by age and by total bytes. Reads do not change the order, which stays the order
 * in which the jobs ended.
 */
export class FinishedJobs {
  /** By serial number: an old job may still be here when a new job with the same id finishes. */
  readonly #jobs: LRUCache<number, JobRecord>

  /** @param onEvicted called for each job that is deleted because of its age or the byte limit */
  constructor(clock: Clock, maxBytes: number, onEvicted: (job: JobRecord) => void) {
    this.#jobs = new LRUCache({
      maxSize: maxBytes,
      // lru-cache treats a start time of 0 as "no age", hence the 1.
      perf: { now: () => clock.monotonic() + 1 },
      ttlResolution: 0,
      dispose: (job, _, reason) => {
        if (reason !== 'delete') onEvicted(job)
      },
    })
  }

  /** Adds a job that has ended. @returns `false` if it cannot be kept: its age is 0, or it exceeds the byte limit */
  add(job: JobRecord): boolean {
    const ageMs = job.retention.age * 1000
    // lru-cache treats a TTL of 0 as infinite.
    const size = job.finishedBytes
    if (ageMs === 0 || size > this.#jobs.maxSize) return false
    this.#jobs.set(job.serial, job, { ttl: ageMs, size })
    return true
  }

  /** Whether the job is still kept: not evicted and not past its age. */
  has(job: JobRecord): boolean {
    return this.#jobs.peek(job.serial) !== undefined
  }

  remove(job: JobRecord): void {
    this.#jobs.delete(job.serial)
  }
}

/** The keys of one type that are held for a time (`keyHeldMs`), even if their job is gone. */
export class HeldKeys {
  readonly #clock: Clock
  /** In the order of insertion, which is about the order of expiry. */
  readonly #held = new Map<string, { readonly id: string; readonly untilTick: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  hold(key: string, id: string, ms: number): void {
    this.#deleteExpired()
    this.#held.delete(key)
    this.#held.set(key, { id, untilTick: this.#clock.monotonic() + ms })
  }

  /** The id of the job that holds the key. */
  holder(key: string): string | undefined {
    const held = this.#held.get(key)
    return held && held.untilTick > this.#clock.monotonic() ? held.id : undefined
  }

  /** Keeps the map small: stops at the first key that is still held. */
  #deleteExpired(): void {
    const now = this.#clock.monotonic()
    for (const [key, { untilTick }] of this.#held) {
      if (untilTick > now) return
      this.#held.delete(key)
    }
  }
}
