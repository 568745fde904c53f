import { isFinal, type JobStatus, jobGone, jobNotFound } from '../../../domain/jobs/index.js'
import type { AppError } from '../../../domain/platform/index.js'
import type { Clock, Timer } from '../../../ports/platform/index.js'
import { settleWithin } from '../../shared/deadline.js'
import type { BullJobQueueOptions } from './bull-job-queue-options.js'
import { keyOfId, toStatus } from './stored-job.js'
import type { ChannelListener, WorkerConnections } from './worker-connections.js'

/** How long the first read waits for the subscription. */
const SUBSCRIBE_MS = 400

/** The watchers of this process. */
export class JobWatchers {
  readonly #options: BullJobQueueOptions
  readonly #connections: WorkerConnections
  readonly #watchers = new Set<JobWatcher>()
  #closed = false

  constructor(options: BullJobQueueOptions, connections: WorkerConnections) {
    this.#options = options
    this.#connections = connections
  }

  open(
    { type, id, channel }: { readonly type: string; readonly id: string; readonly channel: string },
    read: () => Promise<JobStatus | undefined>,
    signal: AbortSignal | undefined,
  ): AsyncIterator<JobStatus, undefined> {
    const jobKey = keyOfId(id)
    const hub = this.#closed || signal?.aborted ? undefined : this.#connections.channels()
    const onAbort = () => watcher.abort()
    const watcher = new JobWatcher({
      type,
      id,
      jobKey,
      clock: this.#options.clock,
      read: async () => {
        // Changes after the first read must not be missed. If the subscription is slow, the polls catch them.
        await settleWithin(this.#options.clock, SUBSCRIBE_MS, subscribed)
        return read()
      },
      onEnd: () => {
        this.#watchers.delete(watcher)
        signal?.removeEventListener('abort', onAbort)
        void hub?.then((channels) => channels.leave(channel, watcher))
      },
    })
    const subscribed =
      hub?.then((channels) => channels.join(channel, watcher)).catch(() => undefined) ?? Promise.resolve()
    this.#watchers.add(watcher)
    signal?.addEventListener('abort', onAbort, { once: true })
    if (!hub) watcher.abort()
    return watcher
  }

  /** Ends all watchers; each may still read the last snapshot it received. */
  close(): void {
    this.#closed = true
    for (const watcher of [...this.#watchers]) watcher.endAfterUnread()
  }
}

type Reading = IteratorResult<JobStatus, undefined>

/** Poll interval, because a message may be lost. */
const POLL_MS = 5000
const RETRY_MS = 1000

interface JobWatcherDeps {
  readonly type: string
  readonly id: string
  readonly jobKey: string
  readonly clock: Clock
  readonly read: () => Promise<JobStatus | undefined>
  readonly onEnd: () => void
}

/**
 * The iterator of one watcher. It holds at most one unread snapshot, the newest. A `changed` message makes it read the job
 * if a reader waits. The message of the end includes the final snapshot, because the job may be deleted before the read.
 */
class JobWatcher implements AsyncIterator<JobStatus, undefined>, ChannelListener {
  readonly #deps: JobWatcherDeps
  readonly #readers: { readonly resolve: (reading: Reading) => void; readonly reject: (error: unknown) => void }[] = []
  #unread: JobStatus | undefined
  #latest: JobStatus | undefined
  /** Whether the job may have changed since the last read. */
  #stale = true
  #reading = false
  #ended = false
  /** Reported once, after the unread snapshot. */
  #failure: AppError | undefined
  #timer: Timer | undefined

  constructor(deps: JobWatcherDeps) {
    this.#deps = deps
  }

  next(): Promise<Reading> {
    return new Promise((resolve, reject) => {
      this.#readers.push({ resolve, reject })
      this.#serve()
    })
  }

  /** The reader stops iterating. */
  async return(): Promise<Reading> {
    this.abort()
    return { done: true, value: undefined }
  }

  message(text: string): void {
    if (text === 'changed') {
      this.missed()
      return
    }
    const [kind, fields] = JSON.parse(text) as [string, readonly string[]]
    this.#offer(toStatus(this.#deps.type, this.#deps.jobKey, fields))
    if (kind === 'gone') this.endAfterUnread(this.#gone())
  }

  missed(): void {
    this.#stale = true
    this.#serve()
  }

  /** Ends; an unread snapshot can still be read, then `failure` is reported. */
  endAfterUnread(failure?: AppError): void {
    if (!this.#ended) {
      this.#ended = true
      this.#failure = failure
      this.#timer?.cancel()
      this.#deps.onEnd()
    }
    this.#serve()
  }

  /** Ends at once. */
  abort(): void {
    this.#unread = undefined
    this.#failure = undefined
    this.endAfterUnread()
  }

  /** The job was removed or lost before it ended. */
  #gone(): AppError {
    const { type, id } = this.#deps
    return this.#latest ? jobGone(type, id) : jobNotFound(type, id)
  }

  #offer(status: JobStatus): void {
    if (this.#ended || (this.#latest && status.revision <= this.#latest.revision)) return
    this.#latest = status
    this.#unread = status
    if (isFinal(status.state)) this.endAfterUnread()
  }

  #serve(): void {
    if (this.#stale && !this.#ended && this.#readers.length > 0 && !this.#reading) void this.#read()
    while (this.#readers.length > 0) {
      const value = this.#unread
      if (value === undefined && !this.#ended) return
      this.#unread = undefined
      const failure = value === undefined ? this.#failure : undefined
      const reader = this.#readers.shift()
      if (failure) {
        this.#failure = undefined
        reader?.reject(failure)
      } else reader?.resolve(value === undefined ? { done: true, value } : { done: false, value })
    }
  }

  async #read(): Promise<void> {
    this.#reading = true
    this.#stale = false
    let nextMs = POLL_MS
    try {
      const status = await this.#deps.read()
      // A lower revision belongs to a new job with the same id.
      const removed = status === undefined || (this.#latest && status.revision < this.#latest.revision)
      if (removed) this.endAfterUnread(this.#gone())
      else this.#offer(status)
    } catch (error) {
      // The first read reports its error; later ones are retried.
      if (!this.#latest) {
        this.#readers.shift()?.reject(error)
        this.abort()
      }
      nextMs = RETRY_MS
    }
    this.#reading = false
    this.#timer?.cancel()
    if (!this.#ended) this.#timer = this.#deps.clock.setTimer(nextMs, () => this.missed())
    this.#serve()
  }
}
