import {
  assertJobArguments,
  assertJobList,
  assertJobReference,
  assertListing,
  assertWatchOptions,
  assertWorker,
  type JobStatus,
  payloadJson,
  type QueueStats,
} from '../../domain/jobs/index.js'
import type {
  CancelResult,
  JobHandler,
  JobListing,
  JobQueue,
  JobReceipt,
  JobRequest,
  WorkOptions,
} from '../../ports/index.js'
import { switchedOff } from './switched-off.js'

/**
 * A job queue that rejects every call with `STORE_UNAVAILABLE`, and invalid arguments as the other queues do. For
 * `REDIS_FALLBACK=off` without Redis.
 */
export class AbsentJobQueue implements JobQueue {
  async add(request: JobRequest): Promise<JobReceipt> {
    assertRequest(request)
    throw switchedOff('jobs')
  }

  async addMany(requests: readonly JobRequest[]): Promise<readonly JobReceipt[]> {
    assertJobList(requests)
    for (const request of requests) assertRequest(request)
    throw switchedOff('jobs')
  }

  async get(type: string, id: string): Promise<JobStatus | undefined> {
    return reject(type, id)
  }

  async list(type: string, listing: JobListing): Promise<readonly JobStatus[]> {
    assertJobReference(type)
    assertListing(listing)
    throw switchedOff('jobs')
  }

  async stats(type: string): Promise<QueueStats> {
    return reject(type)
  }

  async cancel(type: string, id: string): Promise<CancelResult> {
    return reject(type, id)
  }

  async retry(type: string, id: string): Promise<JobStatus> {
    return reject(type, id)
  }

  async remove(type: string, id: string): Promise<boolean> {
    return reject(type, id)
  }

  async trim(type: string): Promise<number> {
    return reject(type)
  }

  async pause(type: string): Promise<void> {
    return reject(type)
  }

  async resume(type: string): Promise<void> {
    return reject(type)
  }

  async work(type: string, handler: JobHandler, options: WorkOptions): Promise<() => Promise<void>> {
    assertJobReference(type)
    assertWorker(handler, options)
    throw switchedOff('jobs')
  }

  watch(type: string, id: string, options: { readonly signal?: AbortSignal } = {}): AsyncIterable<JobStatus> {
    assertJobReference(type, id)
    assertWatchOptions(options)
    return { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(switchedOff('jobs')) }) }
  }

  async close(): Promise<void> {}
}

function assertRequest(request: JobRequest): void {
  assertJobArguments(request)
  payloadJson(request.payload)
}

function reject(type: string, id?: string): never {
  assertJobReference(type, id)
  throw switchedOff('jobs')
}
