import type { Redis } from 'ioredis'
import { queueIsClosed } from '../../../domain/jobs/index.js'
import type { AppError } from '../../../domain/platform/index.js'
import { classifyReply, noAnswer } from '../connection/classify-error.js'
import { Deadline, EXCEEDED, settleWithin } from '../connection/deadline.js'
import type { BullJobQueueOptions } from './bull-job-queue-options.js'
import { openJobClient, recycle } from './job-client.js'
import { SUBMIT_SCRIPTS, type SubmitScripts } from './job-scripts.js'
import { warnOfEviction } from './warn-of-eviction.js'

const NAME = 'jobs submit'
const DEADLINE_MS = 400
const LAST_CALLS_MS = 250

/** The connection of those who submit and look: every call on it settles within the deadline. */
export type SubmitClient = Redis & SubmitScripts

/**
 * A call is sent on a connection that is there, or not at all: what waits in a queue of the client can be sent long after
 * its caller was told that it failed. What was sent and lost is not sent again.
 */
export class SubmitConnection {
  readonly #options: BullJobQueueOptions
  readonly #deadlineMs: number
  readonly #underWay = new Set<Promise<unknown>>()
  #client: Promise<SubmitClient> | undefined
  #closed = false

  constructor(options: BullJobQueueOptions) {
    this.#options = options
    this.#deadlineMs = options.deadlineMs ?? DEADLINE_MS
  }

  /** Begins to connect, if nobody has yet. */
  connect(): void {
    if (this.#client) return
    this.#client = this.#open()
    // Whoever calls is told if it cannot be loaded.
    this.#client.catch(() => undefined)
  }

  /**
   * What `call` resolves to.
   *
   * @param write whether it changes anything
   * @throws AppError `STORE_UNAVAILABLE`, `OUTCOME_UNKNOWN`, `STORE_FULL`, `APP_CLOSED`
   */
  async run<T>(write: boolean, call: (client: SubmitClient) => Promise<T>): Promise<T> {
    if (this.#closed) throw queueIsClosed()
    const deadline = new Deadline(this.#options.clock, this.#deadlineMs)
    const client = await this.#ready(this.#deadlineMs, deadline)
    const { stream } = client
    const read = stream.bytesRead
    const work = call(client)
    this.#underWay.add(work)
    try {
      const value = await deadline.settle(work)
      if (value !== EXCEEDED) return value
    } catch (error) {
      throw this.#failure(client, write, error)
    } finally {
      this.#underWay.delete(work)
    }
    if (client.stream === stream && stream.bytesRead === read) recycle(client, 'the connection answers nothing')
    throw noAnswer(NAME, write, `no answer within ${this.#deadlineMs} ms`)
  }

  /** Takes no more calls, waits for those under way, each of which has its deadline, and ends. */
  async close(): Promise<void> {
    this.#closed = true
    await settleWithin(this.#options.clock, LAST_CALLS_MS, Promise.allSettled(this.#underWay))
    const client = await this.#client
    client?.disconnect()
  }

  /** Resolves when there is a connection. @throws AppError `STORE_UNAVAILABLE` after `deadlineMs`, `APP_CLOSED` */
  async ready(deadlineMs: number): Promise<void> {
    await this.#ready(deadlineMs, new Deadline(this.#options.clock, deadlineMs))
  }

  /** A connection that takes commands now. */
  async #ready(deadlineMs: number, deadline: Deadline): Promise<SubmitClient> {
    this.connect()
    const client = await deadline.settle(this.#client ?? this.#open())
    if (client === EXCEEDED) throw this.#absent(deadlineMs)
    // One that was given up is called ready until it has noticed.
    if (client.status === 'ready' && client.stream.writable) return client
    let onReady = (): void => undefined
    const ready = new Promise<void>((resolve) => {
      onReady = resolve
      client.once('ready', resolve)
    })
    const waited = await deadline.settle(ready)
    client.off('ready', onReady)
    if (this.#closed) throw queueIsClosed()
    if (waited === EXCEEDED) throw this.#absent(deadlineMs)
    return client
  }

  #absent(deadlineMs: number): AppError {
    return noAnswer(NAME, false, `there was no connection within ${deadlineMs} ms`)
  }

  #failure(client: SubmitClient, write: boolean, error: unknown): unknown {
    if (!(error instanceof Error) || error.name !== 'ReplyError') {
      return this.#closed ? queueIsClosed() : noAnswer(NAME, write, 'the connection was lost', error)
    }
    const verdict = classifyReply(error, NAME)
    if (verdict.recycle) recycle(client, 'it leads to a replica, which takes no writes')
    return verdict.error
  }

  async #open(): Promise<SubmitClient> {
    const options = { maxRetriesPerRequest: 0, autoResendUnfulfilledCommands: false, scripts: { ...SUBMIT_SCRIPTS } }
    const client = (await openJobClient({ ...this.#options, name: NAME, options })) as SubmitClient
    client.once('ready', () => void warnOfEviction(client, this.#options.logger))
    if (this.#closed) client.disconnect()
    return client
  }
}
