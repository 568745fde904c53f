import type { JobStatus } from '../../../domain/jobs/index.js'
import { settleWithin } from '../connection/deadline.js'
import type { BullJobQueueOptions } from './bull-job-queue-options.js'
import { keyOfId } from './job-keys.js'
import { JobWatch } from './job-watch.js'
import type { WorkerConnections } from './worker-connections.js'

const JOIN_MS = 400

/** Who watches which job, from this process. */
export class JobWatches {
  readonly #options: BullJobQueueOptions
  readonly #connections: WorkerConnections
  readonly #watches = new Set<JobWatch>()
  #closed = false

  constructor(options: BullJobQueueOptions, connections: WorkerConnections) {
    this.#options = options
    this.#connections = connections
  }

  /** @param base what all keys of the type begin with */
  open(
    { type, id, base }: { readonly type: string; readonly id: string; readonly base: string },
    read: () => Promise<JobStatus | undefined>,
    signal: AbortSignal | undefined,
  ): AsyncIterator<JobStatus, undefined> {
    const jobKey = keyOfId(id)
    const channel = `${base}changed:${jobKey}`
    const joined = this.#closed || signal?.aborted ? undefined : this.#connections.channels()
    const onAbort = () => watch.abandon()
    const watch = new JobWatch({
      type,
      jobKey,
      clock: this.#options.clock,
      read: async () => {
        // From the first look on nothing may be missed; where Redis is slow to agree, the later looks make up for it.
        await settleWithin(this.#options.clock, JOIN_MS, joining)
        return read()
      },
      onEnd: () => {
        this.#watches.delete(watch)
        signal?.removeEventListener('abort', onAbort)
        void joined?.then((channels) => channels.leave(channel, watch))
      },
    })
    const joining =
      joined?.then((channels) => channels.join(channel, watch)).catch(() => undefined) ?? Promise.resolve()
    this.#watches.add(watch)
    signal?.addEventListener('abort', onAbort, { once: true })
    if (!joined) watch.abandon()
    return watch
  }

  /** Ends all; each may still read the last state it heard of. */
  close(): void {
    this.#closed = true
    for (const watch of [...this.#watches]) watch.end()
  }
}
