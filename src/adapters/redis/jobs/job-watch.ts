import { isFinal, type JobStatus } from '../../../domain/jobs/index.js'
import type { Clock, Timer } from '../../../ports/platform/index.js'
import type { ChannelListener } from './channel-hub.js'
import { toStatus } from './stored-job.js'

type Reading = IteratorResult<JobStatus, undefined>

/** How often a watcher looks by itself: a message may be lost. */
const LOOK_MS = 5000
const RETRY_MS = 1000

/** Where a watcher looks, and what it does at its end. */
export interface WatchSource {
  readonly type: string
  readonly jobKey: string
  readonly clock: Clock
  readonly read: () => Promise<JobStatus | undefined>
  readonly onEnd: () => void
}

/**
 * One reader's view of a job in Redis: at most one snapshot waits to be read, the newest. A message that the job has
 * changed makes it look as soon as somebody reads; that of its end brings the last snapshot along, as the job may be gone
 * when it looks.
 */
export class JobWatch implements AsyncIterator<JobStatus, undefined>, ChannelListener {
  readonly #source: WatchSource
  readonly #readers: { readonly resolve: (reading: Reading) => void; readonly reject: (error: unknown) => void }[] = []
  #unread: JobStatus | undefined
  #seen: JobStatus | undefined
  /** Whether the job may have changed since it was looked at. */
  #stale = true
  #looking = false
  #ended = false
  #timer: Timer | undefined

  constructor(source: WatchSource) {
    this.#source = source
  }

  next(): Promise<Reading> {
    return new Promise((resolve, reject) => {
      this.#readers.push({ resolve, reject })
      this.#serve()
    })
  }

  /** The reader gives up. */
  async return(): Promise<Reading> {
    this.abandon()
    return { done: true, value: undefined }
  }

  message(text: string): void {
    if (text === 'changed') {
      this.missed()
      return
    }
    const [kind, fields] = JSON.parse(text) as [string, readonly string[]]
    this.#offer(toStatus(this.#source.type, this.#source.jobKey, fields))
    if (kind === 'gone') this.end()
  }

  missed(): void {
    this.#stale = true
    this.#serve()
  }

  /** Nothing will change any more: what is unread can still be read, then it ends. */
  end(): void {
    if (!this.#ended) {
      this.#ended = true
      this.#timer?.cancel()
      this.#source.onEnd()
    }
    this.#serve()
  }

  /** Ends at once. */
  abandon(): void {
    this.#unread = undefined
    this.end()
  }

  #offer(status: JobStatus): void {
    if (this.#ended || (this.#seen && status.revision <= this.#seen.revision)) return
    this.#seen = status
    this.#unread = status
    if (isFinal(status.state)) this.end()
  }

  #serve(): void {
    if (this.#stale && !this.#ended && this.#readers.length > 0 && !this.#looking) void this.#look()
    while (this.#readers.length > 0) {
      const value = this.#unread
      if (value === undefined && !this.#ended) return
      this.#unread = undefined
      this.#readers.shift()?.resolve(value === undefined ? { done: true, value } : { done: false, value })
    }
  }

  async #look(): Promise<void> {
    this.#looking = true
    this.#stale = false
    let again = LOOK_MS
    try {
      const status = await this.#source.read()
      // Another job of the same id begins anew.
      const gone = status === undefined || (this.#seen && status.revision < this.#seen.revision)
      if (gone) this.end()
      else this.#offer(status)
    } catch (error) {
      // Whoever begins to watch learns that it cannot be done; whoever watches already waits for better times.
      if (!this.#seen) {
        this.#readers.shift()?.reject(error)
        this.abandon()
      }
      again = RETRY_MS
    }
    this.#looking = false
    this.#timer?.cancel()
    if (!this.#ended) this.#timer = this.#source.clock.setTimer(again, () => this.missed())
    this.#serve()
  }
}
