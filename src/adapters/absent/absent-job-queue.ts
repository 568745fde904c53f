import type { JobStatus, QueueStats } from '../../domain/jobs/index.js'
import type { CancelResult, JobQueue, JobReceipt } from '../../ports/index.js'
import { absentStoreError } from './absent-store-error.js'

/** No jobs: every call is refused with `STORE_UNAVAILABLE`. For `REDIS_FALLBACK=off` without Redis. */
export class AbsentJobQueue implements JobQueue {
  add(): Promise<JobReceipt> {
    return refuse()
  }

  addMany(): Promise<readonly JobReceipt[]> {
    return refuse()
  }

  get(): Promise<JobStatus | undefined> {
    return refuse()
  }

  list(): Promise<readonly JobStatus[]> {
    return refuse()
  }

  stats(): Promise<QueueStats> {
    return refuse()
  }

  cancel(): Promise<CancelResult> {
    return refuse()
  }

  retry(): Promise<JobStatus> {
    return refuse()
  }

  remove(): Promise<boolean> {
    return refuse()
  }

  trim(): Promise<number> {
    return refuse()
  }

  pause(): Promise<void> {
    return refuse()
  }

  resume(): Promise<void> {
    return refuse()
  }

  work(): Promise<() => Promise<void>> {
    return refuse()
  }

  watch(): AsyncIterable<JobStatus> {
    return { [Symbol.asyncIterator]: () => ({ next: refuse }) }
  }

  async close(): Promise<void> {}
}

function refuse(): Promise<never> {
  return Promise.reject(absentStoreError('jobs'))
}
