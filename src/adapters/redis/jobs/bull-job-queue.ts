import {
  type JobState,
  type JobStatus,
  jobIsActive,
  jobNotFound,
  keyIsTaken,
  nextState,
  type QueueStats,
  queueIsClosed,
} from '../../../domain/jobs/index.js'
import type {
  CancelResult,
  JobHandler,
  JobListing,
  JobQueue,
  JobReceipt,
  JobRequest,
  WorkOptions,
} from '../../../ports/jobs/index.js'
import type { BullJobQueueOptions } from './bull-job-queue-options.js'
import { idOfKey, JobKeys, keyOfId } from './job-keys.js'
import { JobReader } from './job-reader.js'
import type { FieldList } from './job-scripts.js'
import { JobSubmitter } from './job-submitter.js'
import { JobWatches } from './job-watches.js'
import { lockTimes } from './lock-times.js'
import { toStatus } from './stored-job.js'
import { type SubmitClient, SubmitConnection } from './submit-connection.js'
import { WorkerConnections } from './worker-connections.js'
import { WorkerPool } from './worker-pool.js'

const PREFIX = 'curriculum:jobs'

/**
 * A job queue in Redis, on Bull. Bull runs the workers: it waits for jobs, fetches them, and looks for delayed and lost
 * ones. What its scripts decide is decided by scripts of ours, in one step each.
 *
 * Opens nothing until it is used or told to connect: then one connection for calls, and with the first worker or watcher
 * one for the work, one subscribed, and one for each worker on which it waits. Loads `ioredis` with the first connection,
 * `bull` with the first worker.
 */
export class BullJobQueue implements JobQueue {
  readonly #keys: JobKeys
  readonly #submit: SubmitConnection
  readonly #submitter: JobSubmitter
  readonly #reader: JobReader
  readonly #connections: WorkerConnections
  readonly #pool: WorkerPool
  readonly #watches: JobWatches
  #closing: Promise<void> | undefined
  #closed = false

  /** @throws AppError `INVALID_ARGUMENT` for a lock time that is too short */
  constructor(options: BullJobQueueOptions) {
    this.#keys = new JobKeys(options.prefix ?? PREFIX)
    this.#submit = new SubmitConnection(options)
    this.#submitter = new JobSubmitter(this.#submit, this.#keys)
    this.#reader = new JobReader(this.#submit, this.#keys)
    this.#connections = new WorkerConnections(options)
    const locks = lockTimes(options.lockMs)
    this.#pool = new WorkerPool({ options, keys: this.#keys, connections: this.#connections, locks })
    this.#watches = new JobWatches(options, this.#connections)
  }

  /** Begins to connect and returns at once, so that the first call need not wait for it. Calling it again changes nothing. */
  connect(): void {
    if (!this.#closing) this.#submit.connect()
  }

  /**
   * Resolves when calls can be made without waiting for a connection.
   *
   * @throws AppError `STORE_UNAVAILABLE` if there is none after `deadlineMs`, while the attempts go on; `APP_CLOSED`
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
    this.#assertNotClosed()
    return this.#reader.get(type, id)
  }

  async list(type: string, listing: JobListing): Promise<readonly JobStatus[]> {
    this.#assertNotClosed()
    return this.#reader.list(type, listing)
  }

  async stats(type: string): Promise<QueueStats> {
    this.#assertNotClosed()
    return this.#reader.stats(type)
  }

  async cancel(type: string, id: string): Promise<CancelResult> {
    const became = await this.#change((client) => client.jobsCancel(this.#keys.base(type), keyOfId(id)))
    if (became === 'missing') throw jobNotFound(type, id)
    return became
  }

  async retry(type: string, id: string): Promise<JobStatus> {
    this.#assertOpen()
    const key = keyOfId(id)
    const [answer, detail] = await this.#change((client) => client.jobsRetry(this.#keys.base(type), key))
    if (answer === 'missing') throw jobNotFound(type, id)
    if (answer === 'taken') throw keyIsTaken(id, idOfKey(String(detail)))
    // Throws for every state but the one that cannot come here.
    if (answer !== 'revived') nextState(answer as JobState, 'revived')
    return toStatus(type, key, detail as FieldList)
  }

  async remove(type: string, id: string): Promise<boolean> {
    const became = await this.#change((client) => client.jobsRemove(this.#keys.base(type), keyOfId(id)))
    if (became === 'active') throw jobIsActive(type, id)
    return became === 'removed'
  }

  async trim(type: string): Promise<number> {
    let dropped = 0
    for (let some = -1; some !== 0; dropped += some) {
      some = await this.#change((client) => client.jobsTrim(this.#keys.base(type)))
    }
    return dropped
  }

  async pause(type: string): Promise<void> {
    await this.#change((client) => client.jobsPause(this.#keys.base(type), 1))
  }

  async resume(type: string): Promise<void> {
    await this.#change((client) => client.jobsPause(this.#keys.base(type), 0))
  }

  async work(type: string, handler: JobHandler, options: WorkOptions): Promise<() => Promise<void>> {
    this.#assertOpen()
    return this.#pool.open(type, handler, options)
  }

  watch(type: string, id: string, options: { readonly signal?: AbortSignal } = {}): AsyncIterable<JobStatus> {
    const watched = { type, id, base: this.#keys.base(type) }
    return {
      [Symbol.asyncIterator]: () => this.#watches.open(watched, () => this.#reader.get(type, id), options.signal),
    }
  }

  close(deadlineMs: number): Promise<void> {
    this.#closing ??= this.#close(deadlineMs)
    return this.#closing
  }

  async #close(deadlineMs: number): Promise<void> {
    await this.#pool.close(deadlineMs)
    this.#closed = true
    this.#watches.close()
    this.#connections.close()
    await this.#submit.close()
  }

  async #change<T>(call: (client: SubmitClient) => Promise<T>): Promise<T> {
    this.#assertNotClosed()
    return this.#submit.run(true, call)
  }

  #assertOpen(): void {
    if (this.#closing) throw queueIsClosed()
  }

  #assertNotClosed(): void {
    if (this.#closed) throw queueIsClosed()
  }
}
