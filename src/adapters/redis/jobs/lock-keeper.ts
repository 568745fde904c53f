import type { Clock, Timer } from '../../../ports/platform/index.js'
import type { LockTimes } from './bull-job-queue-options.js'
import type { WorkerRuns } from './run-reporter.js'
import type { ChannelHub, ChannelListener, WorkClient } from './worker-connections.js'

/** In place of the duration of a lock. */
const STOPPING = 0

interface LockKeeperDeps {
  readonly client: WorkClient
  readonly base: string
  /** The channel of cancel requests. */
  readonly channel: string
  readonly token: string
  readonly locks: LockTimes
  readonly runs: WorkerRuns
  readonly clock: Clock
}

/**
 * Renews the locks of all runs of a worker with one call. The answer also says which runs to cancel, and which jobs were
 * assigned to this worker but never reached it; those are released. Cancels also arrive by message, which is faster but
 * can be lost.
 */
export class LockKeeper implements ChannelListener {
  readonly #deps: LockKeeperDeps
  #channels: ChannelHub | undefined
  #timer: Timer | undefined
  #renewing = false
  #renewAgain = false
  /** Locked with our token, but without a run here at the last renewal: key and run. They may be in transit. */
  #unacknowledged = new Map<string, string>()

  constructor(deps: LockKeeperDeps) {
    this.#deps = deps
  }

  start(channels: ChannelHub): void {
    this.#channels = channels
    // If Redis is unavailable, the subscription waits for it; `missed` then renews.
    channels.join(this.#deps.channel, this).catch(() => undefined)
    this.#arm()
    // From now on the worker is counted. Without runs: one that is in transit must not look lost.
    const { client, base, token, locks } = this.#deps
    client.jobsRenew(base, token, locks.lockMs).catch(() => undefined)
  }

  stop(): void {
    this.#timer?.cancel()
    this.#channels?.leave(this.#deps.channel, this)
  }

  /**
   * Releases all jobs that are assigned to this worker and have no run here, and counts it no more. Only when no further run
   * can start.
   */
  async releaseUnacknowledged(): Promise<void> {
    const { client, base, token } = this.#deps
    const assigned = await client.jobsRenew(base, token, STOPPING)
    await Promise.all([...this.#withoutRun(assigned)].map(([jobKey, run]) => this.#release(jobKey, run)))
  }

  /** A cancel request. */
  message(jobKey: string): void {
    for (const run of this.#deps.runs.all()) if (run.job.jobKey === jobKey) run.abort('cancel')
  }

  missed(): void {
    void this.#renew()
  }

  #arm(): void {
    this.#timer = this.#deps.clock.setTimer(this.#deps.locks.renewMs, () => {
      this.#arm()
      void this.#renew()
    })
  }

  async #renew(): Promise<void> {
    this.#renewAgain = this.#renewing
    if (this.#renewing) return
    this.#renewing = true
    do {
      this.#renewAgain = false
      // The connection logs the failure, and the next renewal comes soon.
      await this.#renewOnce().catch(() => undefined)
    } while (this.#renewAgain)
    this.#renewing = false
  }

  async #renewOnce(): Promise<void> {
    const { client, base, token, locks } = this.#deps
    const held = this.#heldRuns()
    const pairs = held.flatMap(({ job }) => [job.jobKey, job.run])
    const answers = await client.jobsRenew(base, token, locks.lockMs, ...pairs)
    for (const [index, run] of held.entries()) {
      if (answers[index] === 'cancelled') run.abort('cancel')
      if (answers[index] === 'stalled') run.stall()
    }
    const before = this.#unacknowledged
    this.#unacknowledged = this.#withoutRun(answers.slice(held.length))
    // Without a run twice in a row: the job was lost in transit, with a connection.
    for (const [jobKey, run] of this.#unacknowledged) if (before.get(jobKey) === run) await this.#release(jobKey, run)
  }

  /** The runs whose locks this worker holds. */
  #heldRuns() {
    return this.#deps.runs.all().filter(({ job, stalled }) => job.holdsLock && !stalled)
  }

  /** The assigned jobs without a run here. @param assigned keys and runs, alternating */
  #withoutRun(assigned: readonly string[]): Map<string, string> {
    const held = new Set(this.#heldRuns().map(({ job }) => job.jobKey))
    const unknown = new Map<string, string>()
    for (let index = 0; index < assigned.length; index += 2) {
      const [jobKey = '', run = ''] = assigned.slice(index, index + 2)
      if (!held.has(jobKey)) unknown.set(jobKey, run)
    }
    return unknown
  }

  async #release(jobKey: string, run: string): Promise<void> {
    const { client, base } = this.#deps
    await client.jobsRelease(base, jobKey, Number(run), 0)
  }
}
