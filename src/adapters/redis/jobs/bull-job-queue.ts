import {
  assertJobReference,
  assertListing,
  assertWatchOptions,
  assertWorker,
  type JobState,
  type JobStatus,
  jobActive,
  jobNotFound,
  keyTaken,
  nextState,
  type QueueStats,
  queueClosed,
} from '../../../domain/jobs/index.js'
import { optionNames } from '../../../domain/platform/index.js'
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
import { keyPrefixes } from '../settings/index.js'
import { type BullJobQueueOptions, lockTimes } from './bull-job-queue-options.js'
import type { FieldList } from './job-scripts.js'
import { JobSubmitter } from './job-submitter.js'
import { JobWatchers } from './job-watchers.js'
import { WorkerPool } from './job-worker.js'
import { idOfKey, JobKeys, keyOfId, toStatus } from './stored-job.js'
import { type SubmitClient, SubmitConnection } from './submit-connection.js'
import { WorkerConnections } from './worker-connections.js'

const OPTIONS = optionNames<BullJobQueueOptions>({
  settings: true,
  clock: true,
  random: true,
  logger: true,
  prefix: true,
  deadlineMs: true,
  lockMs: true,
})

/** How many jobs one call of the list script reads; a filtered list may need several calls. */
const JOBS_READ_PER_CALL = 1000

/**
 * A job queue in Redis, on Bull. Bull runs the worker loops: it waits for jobs, fetches them, and checks for delayed and
 * stalled ones. All state changes are made by our own scripts, each of them atomic.
 *
 * Opens no connection before first use or `connect`: then one for calls; with the first worker or watcher one for the work
 * and one subscriber; and one blocking connection for each worker. Loads `ioredis` with the first connection and `bull`
 * with the first worker.
 */
export class BullJobQueue implements JobQueue {
  readonly #keys: JobKeys
  readonly #submit: SubmitConnection
  readonly #submitter: JobSubmitter
  readonly #connections: WorkerConnections
  readonly #pool: WorkerPool
  readonly #watchers: JobWatchers
  #closing: Promise<void> | undefined
  #closed = false

  /** @throws AppError `INVALID_ARGUMENT`, also if `lockMs` is too short */
  constructor(options: BullJobQueueOptions) {
    assertDependencies(options, OPTIONS, ['settings', 'clock', 'random', 'logger'])
    this.#keys = new JobKeys(options.prefix ?? keyPrefixes().jobs, options.settings.database)
    this.#submit = new SubmitConnection(options, this.#keys.channelTag)
    this.#submitter = new JobSubmitter(this.#submit, this.#keys)
    this.#connections = new WorkerConnections(options, this.#keys.channelTag)
    const locks = lockTimes(options.lockMs)
    this.#pool = new WorkerPool({ options, keys: this.#keys, connections: this.#connections, locks })
    this.#watchers = new JobWatchers(options, this.#connections)
  }

  /** Starts to connect and returns at once, so that the first call does not wait. Idempotent. */
  connect(): void {
    if (!this.#closing) this.#submit.connect()
  }

  /**
   * Resolves when the connection for calls is open.
   *
   * @throws AppError `STORE_UNAVAILABLE` after `deadlineMs`, while connecting continues; `APP_CLOSED`
   */
  ready(deadlineMs: number): Promise<void> {
    return this.#submit.ready(deadlineMs)
  }

  async add(request: JobRequest): Promise<JobReceipt> {
    this.#assertOpen()
    return this.#submitter.add(request)
  }

  async addMany(requests: readonly JobRequest[]): Promise<readonly JobReceipt[]> {
    this.#assertOpen()
    return this.#submitter.addMany(requests)
  }

  async get(type: string, id: string): Promise<JobStatus | undefined> {
    assertJobReference(type, id)
    const key = keyOfId(id)
    const fields = await this.#read((client) => client.jobsRead(this.#keys.base(type), key))
    return fields.length === 0 ? undefined : toStatus(type, key, fields)
  }

  async list(type: string, listing: JobListing): Promise<readonly JobStatus[]> {
    this.#assertNotClosed()
    assertJobReference(type)
    assertListing(listing)
    const { states, offset, limit } = listing
    const found: JobStatus[] = []
    if (states?.length === 0) return found
    let skip = offset
    for (let from = '+inf'; from !== '' && found.length < limit; ) {
      const args = [JOBS_READ_PER_CALL, from, skip, limit - found.length, ...(states ?? [])]
      const answer = await this.#read((client) => client.jobsList(this.#keys.base(type), ...args))
      const [next, skipped, ...jobs] = answer as [string, number, ...(string | FieldList)[]]
      for (let index = 0; index < jobs.length; index += 2) {
        found.push(toStatus(type, String(jobs[index]), jobs[index + 1] as FieldList))
      }
      skip -= skipped
      from = next
    }
    return found
  }

  async stats(type: string): Promise<QueueStats> {
    assertJobReference(type)
    const counts = await this.#read((client) => client.jobsCount(this.#keys.base(type)))
    const [waiting = 0, delayed = 0, active = 0, completed = 0, failed = 0, cancelled = 0, paused = 0] = counts
    return { waiting, delayed, active, completed, failed, cancelled, paused: paused === 1 }
  }

  async countWorkers(type: string): Promise<number> {
    assertJobReference(type)
    return (await this.#read((client) => client.jobsCount(this.#keys.base(type)))).at(-1) ?? 0
  }

  async cancel(type: string, id: string): Promise<CancelResult> {
    assertJobReference(type, id)
    const answer = await this.#write((client) => client.jobsCancel(this.#keys.base(type), keyOfId(id)))
    if (answer === 'missing') throw jobNotFound(type, id)
    return answer
  }

  async retry(type: string, id: string): Promise<JobStatus> {
    this.#assertOpen()
    assertJobReference(type, id)
    const key = keyOfId(id)
    const [answer, detail] = await this.#write((client) => client.jobsRetry(this.#keys.base(type), key))
    if (answer === 'missing') throw jobNotFound(type, id)
    if (answer === 'taken') throw keyTaken(id, idOfKey(String(detail)))
    // The answer is the state of the job, which is not `failed`: throws.
    if (answer !== 'retried') nextState(answer as JobState, 'retried')
    return toStatus(type, key, detail as FieldList)
  }

  async remove(type: string, id: string): Promise<boolean> {
    assertJobReference(type, id)
    const answer = await this.#write((client) => client.jobsRemove(this.#keys.base(type), keyOfId(id)))
    if (answer === 'active') throw jobActive(type, id)
    return answer === 'removed'
  }

  async trim(type: string): Promise<number> {
    assertJobReference(type)
    let deleted = 0
    for (let count = -1; count !== 0; deleted += count) {
      count = await this.#write((client) => client.jobsTrim(this.#keys.base(type)))
    }
    return deleted
  }

  async pause(type: string): Promise<void> {
    assertJobReference(type)
    await this.#write((client) => client.jobsPause(this.#keys.base(type), 1))
  }

  async resume(type: string): Promise<void> {
    assertJobReference(type)
    await this.#write((client) => client.jobsPause(this.#keys.base(type), 0))
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
    const watched = { type, id, channel: this.#keys.changes(type, keyOfId(id)) }
    return {
      [Symbol.asyncIterator]: () => this.#watchers.open(watched, () => this.get(type, id), options.signal),
    }
  }

  close(deadlineMs: number, { signal }: { readonly signal?: AbortSignal } = {}): Promise<void> {
    this.#closing ??= this.#close(deadlineMs, signal)
    return this.#closing
  }

  async #close(deadlineMs: number, signal: AbortSignal | undefined): Promise<void> {
    await this.#pool.close(deadlineMs, signal)
    this.#closed = true
    this.#watchers.close()
    this.#connections.close()
    await this.#submit.close()
  }

  async #read<T>(call: (client: SubmitClient) => Promise<T>): Promise<T> {
    this.#assertNotClosed()
    return this.#submit.run(false, call)
  }

  async #write<T>(call: (client: SubmitClient) => Promise<T>): Promise<T> {
    this.#assertNotClosed()
    return this.#submit.run(true, call)
  }

  #assertOpen(): void {
    if (this.#closing) throw queueClosed()
  }

  #assertNotClosed(): void {
    if (this.#closed) throw queueClosed()
  }
}
