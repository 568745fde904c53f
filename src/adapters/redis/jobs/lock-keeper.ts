import type { Clock, Logger, Timer } from '../../../ports/platform/index.js'
import type { ChannelHub, ChannelListener } from './channel-hub.js'
import type { LockTimes } from './lock-times.js'
import type { RunTable } from './run-table.js'
import type { WorkClient } from './worker-connections.js'

interface KeeperOptions {
  readonly client: WorkClient
  readonly base: string
  readonly token: string
  readonly locks: LockTimes
  readonly runs: RunTable
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * Renews the locks of all runs of a worker at once, reads on the way which of them are to be cancelled, and gives back
 * what was handed to this worker and never reached it. Cancels also come by message, which is quicker and can be lost.
 */
export class LockKeeper implements ChannelListener {
  readonly #options: KeeperOptions
  #channels: ChannelHub | undefined
  #timer: Timer | undefined
  #renewing = false
  #again = false
  /** Handed out under our token, unknown here at the last look. It may have been on its way. */
  #strangers = new Map<string, string>()

  constructor(options: KeeperOptions) {
    this.#options = options
  }

  start(channels: ChannelHub): void {
    this.#channels = channels
    // While Redis cannot be reached it waits, and after that it looks.
    channels.join(this.#channel, this).catch(() => undefined)
    this.#arm()
  }

  stop(): void {
    this.#timer?.cancel()
    this.#channels?.leave(this.#channel, this)
  }

  message(jobKey: string): void {
    this.#options.runs.abort('cancel', jobKey)
  }

  missed(): void {
    void this.#renew()
  }

  get #channel(): string {
    return `${this.#options.base}cancel`
  }

  #arm(): void {
    this.#timer = this.#options.clock.setTimer(this.#options.locks.renewMs, () => {
      this.#arm()
      void this.#renew()
    })
  }

  async #renew(): Promise<void> {
    this.#again = this.#renewing
    if (this.#renewing) return
    this.#renewing = true
    do {
      this.#again = false
      // A failed renewal is told by the connection's state; the next one comes soon.
      await this.#renewOnce().catch(() => undefined)
    } while (this.#again)
    this.#renewing = false
  }

  async #renewOnce(): Promise<void> {
    const { client, base, token, locks, runs, logger } = this.#options
    const held = runs.held()
    const pairs = held.flatMap(({ job }) => [job.jobKey, job.run])
    const answers = await client.jobsRenew(base, token, locks.lockMs, ...pairs)
    for (const [index, run] of held.entries()) {
      if (answers[index] === 'cancelled') run.abort('cancel')
      if (answers[index] === 'lost' && run.holds) {
        const { type, id } = run.job
        logger.warn('a job was given to another worker while this one did not answer for it', { type, id })
      }
    }
    await this.#giveBack(answers.slice(held.length))
  }

  /** What is unknown twice in a row was lost on its way here, with a connection. */
  async #giveBack(unknown: readonly string[]): Promise<void> {
    const { client, base, runs } = this.#options
    const before = this.#strangers
    this.#strangers = new Map()
    const held = new Set(runs.held().map(({ job }) => job.jobKey))
    for (let index = 0; index < unknown.length; index += 2) {
      const [jobKey = '', run = ''] = unknown.slice(index, index + 2)
      if (held.has(jobKey)) continue
      if (before.get(jobKey) === run) await client.jobsRelease(base, jobKey, Number(run), 0)
      else this.#strangers.set(jobKey, run)
    }
  }
}
