import type { Job, Queue } from 'bull'
import type { Redis } from 'ioredis'
import { LOCK_MS } from './lock-times.js'
import type { WorkClient } from './worker-connections.js'

/** What the worker side of Bull is made with. */
interface EngineOptions {
  readonly prefix: string
  readonly queueName: string
  readonly client: WorkClient
  readonly subscriber: Redis
  readonly blocking: Redis
}

/** Bull's queue with what it has beside its declaration. */
export type BullEngine = Queue & {
  /** What it locks jobs with. */
  readonly token: string
  /** Ends all its timers; it does so itself when its last run has ended, which may be never. */
  _clearTimers(): Promise<void>
}

/**
 * The worker side of Bull for one type: its loop that fetches jobs and waits for them, its timer for delayed jobs and its
 * check for lost ones. Loads Bull.
 */
export async function openBullEngine(options: EngineOptions): Promise<BullEngine> {
  const { default: Bull } = await import('bull')
  const { prefix, queueName, client, subscriber, blocking } = options
  const clients = { client, subscriber, bclient: blocking }
  const settings = {
    prefix,
    createClient: (type: keyof typeof clients) => clients[type],
    // Asks Redis for its version at every start, to refuse those before 2.8.18.
    skipVersionCheck: true,
    settings: {
      lockDuration: LOCK_MS.lock,
      // Locks are renewed for all runs at once, and cancels are read on the way; Bull's own timers never come to it.
      lockRenewTime: 2 ** 31 - 1,
      stalledInterval: LOCK_MS.check,
      retryProcessDelay: 500,
    },
  }
  const queue = new Bull(queueName, settings) as BullEngine
  // Names the blocking connection, which has its name, and lets nobody catch the error if that fails.
  return Object.assign(queue, { setWorkerName: () => undefined })
}

export type BullJob = Job<{ readonly payload: unknown } | null>
