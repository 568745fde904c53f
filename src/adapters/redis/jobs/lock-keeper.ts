import type { Clock, Timer } from '../../../ports/platform/index.js'
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

  /** Gives back whatever was handed to this worker and has no run here. Only once nothing more is begun. */
  async giveBackAll(): Promise<void> {
    const { client, base, token, locks } = this.#options
    const named = await client.jobsRenew(base, token, locks.lockMs)
    await Promise.all([...this.#unknown(named)].map(([jobKey, run]) => this.#giveBack(jobKey, run)))
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
    const { client, base, token, locks, runs } = this.#options
    const held = runs.held()
    const pairs = held.flatMap(({ job }) => [job.jobKey, job.run])
    const answers = await client.jobsRenew(base, token, locks.lockMs, ...pairs)
    for (const [index, run] of held.entries()) {
      if (answers[index] === 'cancelled') run.abort('cancel')
      if (answers[index] === 'lost') run.lose()
    }
    const before = this.#strangers
    this.#strangers = this.#unknown(answers.slice(held.length))
    // What is unknown twice in a row was lost on its way here, with a connection.
    for (const [jobKey, run] of this.#strangers) if (before.get(jobKey) === run) await this.#giveBack(jobKey, run)
  }

  /** Those of the jobs that Redis named which have no run here. */
  #unknown(named: readonly string[]): Map<string, string> {
    const held = new Set(this.#options.runs.held().map(({ job }) => job.jobKey))
    const unknown = new Map<string, string>()
    for (let index = 0; index < named.length; index += 2) {
      const [jobKey = '', run = ''] = named.slice(index, index + 2)
      if (!held.has(jobKey)) unknown.set(jobKey, run)
    }
    return unknown
  }

  async #giveBack(jobKey: string, run: string): Promise<void> {
    const { client, base } = this.#options
    await client.jobsRelease(base, jobKey, Number(run), 0)
  }
}
