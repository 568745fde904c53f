import type { FailedRun } from '../../../domain/jobs/index.js'
import type { Clock, Logger } from '../../../ports/platform/index.js'
import type { HandedJob } from './job-scripts.js'
import type { TakenJob } from './taken-job.js'
import type { WorkClient } from './worker-connections.js'

const FIRST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 5000

/** Where a run writes to. */
interface JournalContext {
  readonly client: WorkClient
  readonly base: string
  readonly token: string
  readonly lockMs: number
  readonly clock: Clock
  readonly logger: Logger
}

const OUTCOMES = { exhausted: 'failed', cancelled: 'failed', retried: 'waiting', postponed: 'delayed' } as const

/** Writes what happens in one run to Redis, until Redis has taken it: a run that was done is not to be done again. */
export class RunJournal {
  readonly #job: TakenJob
  readonly #context: JournalContext
  #reporting = false
  /** The latest progress that Redis does not have yet. */
  #unreported = ''
  #outcome: string | undefined

  constructor(job: TakenJob, context: JournalContext) {
    this.#job = job
    this.#context = context
  }

  /** What became of the job; `refused` if it was no longer this run's. */
  get outcome(): string | undefined {
    return this.#outcome
  }

  succeed(result: string, fetch: boolean): Promise<HandedJob | undefined> {
    return this.#end('completed', result, 0, fetch)
  }

  fail(next: FailedRun, failure: string, fetch: boolean): Promise<HandedJob | undefined> {
    return this.#end(OUTCOMES[next.event], failure, next.event === 'postponed' ? next.delayMs : 0, fetch)
  }

  /** @param begun whether the handler had been called: such an attempt counts */
  async release(begun: boolean): Promise<void> {
    const { client, base } = this.#context
    await this.#insist(() => client.jobsRelease(base, this.#job.jobKey, this.#job.run, begun ? 1 : 0))
  }

  /** Of reports that come faster than Redis takes them, the latest is sent. */
  progress(report: string): void {
    this.#unreported = report
    if (!this.#reporting) void this.#report()
  }

  async #report(): Promise<void> {
    const { client, base } = this.#context
    this.#reporting = true
    while (this.#unreported !== '') {
      const report = this.#unreported
      this.#unreported = ''
      // The end of the run carries what could not be reported before.
      await client.jobsProgress(base, this.#job.jobKey, this.#job.run, report).catch(() => undefined)
    }
    this.#reporting = false
  }

  async #end(outcome: string, value: string, delayMs: number, fetch: boolean): Promise<HandedJob | undefined> {
    const { client, base, token, lockMs, logger } = this.#context
    const { jobKey, run, type, id } = this.#job
    const progress = this.#unreported
    this.#unreported = ''
    const end = [token, lockMs, jobKey, run, outcome, value, delayMs, progress, fetch ? 1 : 0] as const
    const answer = await this.#insist(() => client.jobsEnd(base, ...end))
    if (!answer) return undefined
    const [became, fields, next] = answer
    this.#outcome = became
    if (became === 'refused') {
      logger.warn('a run ended that had lost its job; what it came to is dropped', { type, id })
    }
    return fields && next !== undefined ? [fields, next] : undefined
  }

  /** Repeats `call` until Redis has carried it out; nothing if the connection was closed for good before. */
  async #insist<T>(call: () => Promise<T>): Promise<T | undefined> {
    const { client, clock, logger } = this.#context
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      try {
        return await call()
      } catch (error) {
        if (client.status === 'end') return undefined
        const { type, id } = this.#job
        if (pause === FIRST_PAUSE_MS) {
          logger.warn('redis jobs: the end of a run cannot be noted yet and is repeated', { type, id, error })
        }
        await new Promise<void>((resolve) => void clock.setTimer(pause, resolve))
      }
    }
  }
}
