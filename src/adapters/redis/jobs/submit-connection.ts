import type { Redis } from 'ioredis'
import { queueClosed } from '../../../domain/jobs/index.js'
import type { AppError } from '../../../domain/platform/index.js'
import { formatMs, isAppError } from '../../../domain/platform/index.js'
import type { Logger } from '../../../ports/platform/index.js'
import { Deadline, EXCEEDED, settleWithin } from '../../shared/deadline.js'
import { classifyReply, noAnswer, notConnected, unexpectedReply } from '../connection/connection-errors.js'
import { type OutageLog, outageLog, REPLICA_REASON } from '../connection/outage-log.js'
import type { BullJobQueueOptions } from './bull-job-queue-options.js'
import { openJobClient, reconnect } from './job-client.js'
import { type SubmitScripts, submitScripts } from './job-scripts.js'

const NAME = 'jobs submit'
const DEADLINE_MS = 400
const LAST_CALLS_MS = 250

/** The connection for adding and reading jobs. */
export type SubmitClient = Redis & SubmitScripts

/**
 * The connection for adding and reading jobs; every call settles within the deadline. Commands are sent only on an open
 * connection, because a client's offline queue may send them long after the call has failed. Commands that were lost with
 * a connection are not sent again.
 */
export class SubmitConnection {
  readonly #options: BullJobQueueOptions
  readonly #channelTag: string
  readonly #deadlineMs: number
  readonly #outage: OutageLog
  readonly #inFlight = new Set<Promise<unknown>>()
  #client: Promise<SubmitClient> | undefined
  /** Why the last attempt to connect failed. */
  #failure: AppError | undefined
  #closed = false
  /** Wakes the calls that wait for the connection: a client that is disconnected while it connects emits no event. */
  readonly #onClose = new Set<() => void>()

  constructor(options: BullJobQueueOptions, channelTag: string) {
    this.#options = options
    this.#channelTag = channelTag
    this.#deadlineMs = options.deadlineMs ?? DEADLINE_MS
    this.#outage = outageLog(options.settings, options.clock, options.logger)
  }

  /** Starts to connect. Idempotent. */
  connect(): void {
    if (this.#client) return
    this.#client = this.#open()
    // Each call reports the error if ioredis cannot be loaded.
    this.#client.catch(() => undefined)
  }

  /**
   * Executes `call` on the connection.
   *
   * @param write whether the call changes anything
   * @throws AppError `STORE_UNAVAILABLE`, `OUTCOME_UNKNOWN`, `STORE_FULL`, `APP_CLOSED`
   */
  async run<T>(write: boolean, call: (client: SubmitClient) => Promise<T>): Promise<T> {
    if (this.#closed) throw queueClosed()
    const deadline = new Deadline(this.#options.clock, this.#deadlineMs)
    const client = await this.#ready(this.#deadlineMs, deadline)
    const { stream } = client
    const read = stream.bytesRead
    const work = call(client)
    this.#inFlight.add(work)
    try {
      const value = await deadline.settle(work)
      if (value !== EXCEEDED) {
        if (write) void this.#outage.wrote(() => client.info('replication'))
        return value
      }
    } catch (error) {
      throw this.#callFailure(client, write, error)
    } finally {
      this.#inFlight.delete(work)
    }
    if (client.stream === stream && stream.bytesRead === read) reconnect(client, 'the connection does not answer')
    throw noAnswer(NAME, write, `no answer within ${formatMs(this.#deadlineMs)}`)
  }

  /** Rejects new calls, waits for those in flight, each of which has its deadline, and disconnects. */
  async close(): Promise<void> {
    this.#closed = true
    await settleWithin(this.#options.clock, LAST_CALLS_MS, Promise.allSettled(this.#inFlight))
    const client = await this.#client
    client?.disconnect()
    for (const wake of this.#onClose) wake()
  }

  /** Resolves when the connection is open. @throws AppError `STORE_UNAVAILABLE` after `deadlineMs`, `APP_CLOSED` */
  async ready(deadlineMs: number): Promise<void> {
    await this.#ready(deadlineMs, new Deadline(this.#options.clock, deadlineMs))
  }

  async #ready(deadlineMs: number, deadline: Deadline): Promise<SubmitClient> {
    this.connect()
    const client = await deadline.settle(this.#client ?? this.#open())
    if (client === EXCEEDED) throw this.#notConnected(deadlineMs)
    // After `reconnect`, the status stays `ready` until ioredis notices that the stream is destroyed.
    if (client.status === 'ready' && client.stream.writable) return client
    let onReady = (): void => undefined
    const ready = new Promise<void>((resolve) => {
      onReady = resolve
      client.once('ready', resolve)
      this.#onClose.add(resolve)
    })
    const waited = this.#closed ? undefined : await deadline.settle(ready)
    client.off('ready', onReady)
    this.#onClose.delete(onReady)
    if (this.#closed) throw queueClosed()
    if (waited === EXCEEDED) throw this.#notConnected(deadlineMs)
    return client
  }

  #notConnected(deadlineMs: number): AppError {
    return notConnected(NAME, deadlineMs, this.#failure)
  }

  #callFailure(client: SubmitClient, write: boolean, error: unknown): unknown {
    if (!(error instanceof Error) || error.name !== 'ReplyError') {
      return this.#closed ? queueClosed() : noAnswer(NAME, write, 'the connection was lost', error)
    }
    const verdict = classifyReply(error, NAME)
    if (verdict.recycle) {
      if (isAppError(verdict.error)) this.#outage.foundReplica(verdict.error)
      reconnect(client, REPLICA_REASON)
    }
    return isAppError(verdict.error) ? verdict.error : unexpectedReply(NAME, error)
  }

  async #open(): Promise<SubmitClient> {
    const options = {
      maxRetriesPerRequest: 0,
      autoResendUnfulfilledCommands: false,
      scripts: submitScripts(this.#channelTag),
    }
    const onAttempt = (failure: AppError | undefined): void => {
      this.#failure = failure
    }
    const client = (await openJobClient({ ...this.#options, name: NAME, options, onAttempt })) as SubmitClient
    client.once('ready', () => void warnOfEviction(client, this.#options.logger))
    if (this.#closed) client.disconnect()
    return client
  }
}

/** Warns if Redis may evict jobs to free memory. No warning if the policy cannot be read. */
async function warnOfEviction(client: Redis, logger: Logger): Promise<void> {
  const memory = await client.info('memory').catch(() => '')
  const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1]
  if (policy === undefined || policy === 'noeviction') return
  logger.warn(`redis jobs: maxmemory-policy is ${policy}, so Redis may evict jobs; jobs need noeviction`, { policy })
}
