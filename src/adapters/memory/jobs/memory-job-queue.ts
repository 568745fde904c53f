import {
  assertJobArguments,
  assertJobList,
  assertJobReference,
  assertListing,
  assertWatchOptions,
  assertWorker,
  DEFAULT_JOB_LIMITS,
  type JobLimits,
  type JobStatus,
  jobActive,
  jobNotFound,
  NO_JOBS,
  type QueueStats,
  queueClosed,
} from '../../../domain/jobs/index.js'
import { AppError, assertOptions, optionNames } from '../../../domain/platform/index.js'
import type {
  CancelResult,
  JobHandler,
  JobListing,
  JobQueue,
  JobReceipt,
  JobRequest,
  WorkOptions,
} from '../../../ports/jobs/index.js'
import { assertDependencies } from '../../shared/assert-dependencies.js'
import { JobAdmission } from './job-admission.js'
import { JobLifecycle, type MemoryJobQueueOptions, PendingCapacity } from './job-lifecycle.js'
import { JobRecord } from './job-record.js'
import { JobRegistry } from './job-registry.js'
import { WorkerPool } from './worker-pool.js'

const OPTIONS = optionNames<MemoryJobQueueOptions>({ clock: true, random: true, logger: true, limits: true })
const LIMITS = optionNames<JobLimits>({ maxPending: true, maxPendingBytes: true, maxFinishedBytes: true })

/**
 * A job queue in the memory of this process. Jobs run in this process, and unfinished jobs are lost when it ends (`close`
 * logs each of them). `limits` bound the pending jobs, their retention bounds the finished ones.
 */
export class MemoryJobQueue implements JobQueue {
  readonly #lifecycle: JobLifecycle
  readonly #admission: JobAdmission
  readonly #pool: WorkerPool
  #closing: Promise<void> | undefined
  #closed = false

  /** @throws AppError `INVALID_ARGUMENT`, also for limits that are not whole numbers above 0 */
  constructor(options: MemoryJobQueueOptions) {
    assertDependencies(options, OPTIONS, ['clock', 'random', 'logger'])
    const limits = completeLimits(options.limits)
    const capacity = new PendingCapacity(limits)
    const registry = new JobRegistry(options.clock, limits.maxFinishedBytes)
    this.#lifecycle = new JobLifecycle(options, registry, capacity, (jobs) => this.#pool.wake(jobs))
    this.#admission = new JobAdmission(this.#lifecycle, capacity)
    this.#pool = new WorkerPool(this.#lifecycle, options)
  }

  async add(request: JobRequest): Promise<JobReceipt> {
    this.#assertOpen()
    return this.#admission.add(toRecord(request))
  }

  async addMany(requests: readonly JobRequest[]): Promise<readonly JobReceipt[]> {
    this.#assertOpen()
    assertJobList(requests)
    return this.#admission.addMany(requests.map(toRecord))
  }

  async get(type: string, id: string): Promise<JobStatus | undefined> {
    this.#assertNotClosed()
    assertJobReference(type, id)
    return this.#find(type, id)?.toStatus()
  }

  async list(type: string, listing: JobListing): Promise<readonly JobStatus[]> {
    this.#assertNotClosed()
    assertJobReference(type)
    assertListing(listing)
    const { states, offset, limit } = listing
    return [...(this.#lifecycle.registry.known(type)?.all() ?? [])]
      .filter((job) => states === undefined || states.includes(job.state))
      .sort((a, b) => b.serial - a.serial)
      .slice(offset, offset + limit)
      .map((job) => job.toStatus())
  }

  async stats(type: string): Promise<QueueStats> {
    this.#assertNotClosed()
    assertJobReference(type)
    return this.#lifecycle.registry.known(type)?.stats() ?? NO_JOBS
  }

  async countWorkers(type: string): Promise<number> {
    this.#assertNotClosed()
    assertJobReference(type)
    return this.#lifecycle.registry.known(type)?.worker ? 1 : 0
  }

  async cancel(type: string, id: string): Promise<CancelResult> {
    this.#assertNotClosed()
    assertJobReference(type, id)
    const job = this.#get(type, id)
    if (job.state === 'waiting' || job.state === 'delayed') {
      this.#lifecycle.cancel(job)
      return 'cancelled'
    }
    if (job.state !== 'active') return 'unchanged'
    if (!job.cancelRequested) {
      this.#lifecycle.requestCancel(job)
      this.#pool.abort(job)
    }
    return 'requested'
  }

  async retry(type: string, id: string): Promise<JobStatus> {
    this.#assertOpen()
    assertJobReference(type, id)
    const job = this.#get(type, id)
    this.#admission.retry(job)
    return job.toStatus()
  }

  async remove(type: string, id: string): Promise<boolean> {
    this.#assertNotClosed()
    assertJobReference(type, id)
    const job = this.#find(type, id)
    if (job?.state === 'active') throw jobActive(type, id)
    if (job) this.#lifecycle.remove(job)
    return job !== undefined
  }

  async trim(type: string): Promise<number> {
    this.#assertNotClosed()
    assertJobReference(type)
    return this.#lifecycle.registry.known(type)?.trim() ?? 0
  }

  async pause(type: string): Promise<void> {
    this.#assertNotClosed()
    assertJobReference(type)
    this.#lifecycle.registry.of(type).paused = true
  }

  async resume(type: string): Promise<void> {
    this.#assertNotClosed()
    assertJobReference(type)
    const jobs = this.#lifecycle.registry.of(type)
    jobs.paused = false
    this.#pool.wake(jobs)
  }

  async work(type: string, handler: JobHandler, options: WorkOptions): Promise<() => Promise<void>> {
    this.#assertOpen()
    assertJobReference(type)
    assertWorker(handler, options)
    return this.#pool.open(type, handler, options)
  }

  watch(type: string, id: string, options: { readonly signal?: AbortSignal } = {}): AsyncIterable<JobStatus> {
    assertJobReference(type, id)
    assertWatchOptions(options)
    return this.#lifecycle.watchers.watch(() => this.#get(type, id), options.signal)
  }

  close(deadlineMs: number, { signal }: { readonly signal?: AbortSignal } = {}): Promise<void> {
    this.#closing ??= this.#pool.close(deadlineMs, signal).then(() => {
      this.#closed = true
      this.#lifecycle.close()
    })
    return this.#closing
  }

  #find(type: string, id: string): JobRecord | undefined {
    return this.#lifecycle.registry.find(type, id)
  }

  #get(type: string, id: string): JobRecord {
    const job = this.#find(type, id)
    if (job) return job
    throw jobNotFound(type, id)
  }

  #assertOpen(): void {
    if (this.#closing) throw queueClosed()
  }

  #assertNotClosed(): void {
    if (this.#closed) throw queueClosed()
  }
}

function toRecord(request: JobRequest): JobRecord {
  assertJobArguments(request)
  return new JobRecord(request)
}

/** `limits` with defaults. @throws AppError `INVALID_ARGUMENT` for values that are not whole numbers above 0 */
function completeLimits(limits: Partial<JobLimits> = {}): JobLimits {
  assertOptions(limits, LIMITS, 'limits')
  const complete = { ...DEFAULT_JOB_LIMITS, ...limits }
  for (const [name, limit] of Object.entries(complete)) {
    if (Number.isSafeInteger(limit) && limit > 0) continue
    throw new AppError('INVALID_ARGUMENT', `${name} is ${String(limit)}`, { hint: 'give a whole number above 0' })
  }
  return complete
}
