import type { JobLimits } from '../../../domain/jobs/index.js'
import { AppError } from '../../../domain/platform/index.js'
import type { JobRecord } from './job-record.js'

/** Counts what is not finished against the limits, so that memory stays bounded without ever dropping a job. */
export class PendingCapacity {
  readonly #limits: JobLimits
  #jobs = 0
  #bytes = 0

  constructor(limits: JobLimits) {
    this.#limits = limits
  }

  /** Takes room for all jobs, or for none. @param bytes of their payloads together. @throws AppError `QUEUE_FULL` */
  take(jobs: number, bytes: number): void {
    const { maxPending, maxPendingBytes } = this.#limits
    if (this.#jobs + jobs > maxPending || this.#bytes + bytes > maxPendingBytes) {
      const never = jobs > maxPending || bytes > maxPendingBytes
      throw new AppError(
        'QUEUE_FULL',
        `no room for ${jobs} jobs of ${bytes} bytes: ${this.#jobs} of ${maxPending} jobs and ` +
          `${this.#bytes} of ${maxPendingBytes} bytes are pending in this process`,
        {
          hint: never
            ? 'add fewer or smaller jobs at once, or raise jobs.maxPending or jobs.maxPendingBytes'
            : 'repeat when jobs have been worked off, start workers, or use Redis',
          details: { pending: this.#jobs, maxPending, pendingBytes: this.#bytes, maxPendingBytes },
          ...(never ? {} : { retryAfterMs: 1000 }),
        },
      )
    }
    this.#jobs += jobs
    this.#bytes += bytes
  }

  release(job: JobRecord): void {
    this.#jobs -= 1
    this.#bytes -= job.bytes
  }
}
