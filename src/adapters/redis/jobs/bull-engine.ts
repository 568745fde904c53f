import type { Job, Queue } from 'bull'
import type { Redis } from 'ioredis'
import type { LockTimes } from './lock-times.js'
import type { WorkClient } from './worker-connections.js'

/** What the worker side of Bull is made with. */
interface EngineOptions {
  readonly prefix: string
  readonly queueName: string
  readonly client: WorkClient
  readonly subscriber: Redis
  readonly blocking: Redis
  readonly locks: LockTimes
}

/** Bull's queue with what it has beside its declaration. */
export type BullEngine = Queue & {
  /** What it locks jobs with. */
  readonly token: string
  /** Once it is set, nothing more is fetched. */
  closing?: Promise<void>
  /** What its loops are doing: fetching a job or running it. */
  readonly processing: { readonly [loop: string]: Promise<unknown> }
  _clearTimers(): Promise<void>
}

/**
 * Lets the engine fetch nothing more. Its own `close` would connect the blocking connection anew, and where that fails it
 * rejects a promise that nobody can catch, which ends the process.
 */
export function haltBullEngine(queue: BullEngine): void {
  queue.closing = Promise.resolve()
}

/** Takes the engine off the connections it shares and ends its timers, also with a run that never ends. */
export function discardBullEngine(queue: BullEngine): void {
  void queue._clearTimers()
  queue.emit('close')
}

/**
 * The worker side of Bull for one type: its loop that fetches jobs and waits for them, its timer for delayed jobs and its
 * check for lost ones. Loads Bull.
 */
export async function openBullEngine(options: EngineOptions): Promise<BullEngine> {
  const { default: Bull } = await import('bull')
  const { prefix, queueName, client, subscriber, blocking, locks } = options
  const clients = { client, subscriber, bclient: blocking }
  const settings = {
    prefix,
    createClient: (type: keyof typeof clients) => clients[type],
    // Asks Redis for its version at every start, to refuse those before 2.8.18.
    skipVersionCheck: true,
    settings: {
      lockDuration: locks.lockMs,
      // Locks are renewed for all runs at once, and cancels are read on the way; Bull's own timers never come to it.
      lockRenewTime: 2 ** 31 - 1,
      stalledInterval: locks.checkMs,
      retryProcessDelay: 500,
    },
  }
  const queue = new Bull(queueName, settings) as BullEngine
  // Names the blocking connection, which has its name, and lets nobody catch the error if that fails.
  return Object.assign(queue, { setWorkerName: () => undefined })
}

export type BullJob = Job<{ readonly payload: unknown } | null>
