import type { Job, Queue } from 'bull'
import type { Redis } from 'ioredis'
import type { LockTimes } from './bull-job-queue-options.js'
import type { FetchedJob } from './job-scripts.js'
import type { RefusedTask } from './refusal-log.js'

interface BullEngineOptions {
  readonly prefix: string
  readonly queueName: string
  readonly client: Redis
  readonly subscriber: Redis
  readonly blocking: Redis
  readonly locks: LockTimes
  /** Redis has answered a request for a job, with a job or without. */
  readonly onFetched: () => void
}

/** Bull's queue, with properties that its type declaration lacks. */
export type BullEngine = Queue & {
  /** The value of its locks. */
  readonly token: string
  /** When set, Bull fetches no more jobs. */
  closing?: Promise<void>
  /** Its loops, each fetching or running a job. */
  readonly processing: { readonly [loop: string]: Promise<unknown> }
  _clearTimers(): Promise<void>
}

/** A job as Bull passes it to its handler; `null` data if our script rejected the job. */
export type BullJob = Job<{ readonly payload: unknown } | null>

/**
 * The worker side of Bull for one type: the loop that fetches jobs, the timer for delayed jobs, and the check for stalled
 * jobs. Loads Bull.
 */
export async function openBullEngine(options: BullEngineOptions): Promise<BullEngine> {
  const { default: Bull } = await import('bull')
  const { prefix, queueName, client, subscriber, blocking, locks, onFetched } = options
  const clients = { client, subscriber, bclient: blocking }
  const settings = {
    prefix,
    createClient: (type: keyof typeof clients) => clients[type],
    // Otherwise Bull asks Redis for its version at every start, to reject versions before 2.8.18.
    skipVersionCheck: true,
    settings: {
      lockDuration: locks.lockMs,
      // `LockKeeper` renews all locks at once and reads cancel requests; the timers of Bull must not run.
      lockRenewTime: 2 ** 31 - 1,
      stalledInterval: locks.checkMs,
      retryProcessDelay: 500,
    },
  }
  const queue = new Bull(queueName, settings) as BullEngine
  const fetch = queue.getNextJob.bind(queue)
  return Object.assign(queue, {
    // Bull would rename the blocking connection, and a failure of that would be an unhandled rejection.
    setWorkerName: () => undefined,
    getNextJob: async () => {
      const job = await fetch()
      if (queue.closing === undefined) onFetched()
      return job
    },
  })
}

/** What Bull was doing, as its error events say. Otherwise it fetched a job. */
const TASKS: { readonly [doing: string]: RefusedTask | undefined } = {
  'Error updating the delay timer': 'delayed',
  'Failed to handle unlocked job in active': 'stalled',
}

/** Calls `listener` when Redis answers Bull with an error. The connections log their own errors. */
export function onRefused(queue: BullEngine, listener: (task: RefusedTask, reply: Error) => void): void {
  // The type declaration of Bull lacks the second argument.
  queue.on('error', (error: Error, ...[doing]: readonly unknown[]) => {
    // UNBLOCKED: Redis became a replica, and refuses the next command.
    if (error.name !== 'ReplyError' || error.message.startsWith('UNBLOCKED')) return
    listener(TASKS[String(doing)] ?? 'fetch', error)
  })
}

/**
 * Stops fetching jobs. Bull's own `close` reconnects the blocking connection; if that fails, the unhandled rejection ends
 * the process.
 */
export function haltBullEngine(queue: BullEngine): void {
  queue.closing = Promise.resolve()
}

/** Detaches the engine from its shared connections and clears its timers, even if a run never ends. */
export function discardBullEngine(queue: BullEngine): void {
  void queue._clearTimers()
  queue.emit('close')
}

/** Stores the outcome of a run. @param fetchNext whether to claim the next job in the same step */
export type CompleteRun = (fetchNext: boolean) => Promise<FetchedJob | undefined>

/** Positions in the arguments of Bull's `moveToFinished`, after its nine keys. */
const PROPERTY = 9 + 2
const VALUE = 9 + 3
const FETCH = 9 + 7

/** Tells Bull that no next job was fetched; Bull then waits for one. */
const NOTHING: FetchedJob = [[], '']

/**
 * Replaces Bull's `moveToFinished`. Each handler returns a handle (a number) to Bull, and Bull passes it back when the job
 * ends; the real outcome is stored here. Bull's own script cannot distinguish a retry from a result, treats a rejected
 * completion as a failure of the job, and gives up at the first error reply.
 */
export class CompletionHandles {
  readonly #pending = new Map<string, CompleteRun>()
  #count = 0

  /** A new handle: the value that the handler returns to Bull. */
  create(complete: CompleteRun): number {
    this.#count += 1
    this.#pending.set(String(this.#count), complete)
    return this.#count
  }

  /** Has the arguments of Bull's script of this name. */
  readonly moveToFinished = async (args: readonly unknown[]): Promise<FetchedJob> => {
    const handle = String(args[VALUE])
    const complete = args[PROPERTY] === 'returnvalue' ? this.#pending.get(handle) : undefined
    this.#pending.delete(handle)
    return (await complete?.(args[FETCH] === 1)) ?? NOTHING
  }
}
