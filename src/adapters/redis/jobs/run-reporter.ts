import type { JobProgress } from '../../../domain/jobs/index.js'
import type { Clock, Logger } from '../../../ports/platform/index.js'
import type { ActiveRuns } from '../../shared/active-runs.js'
import type { JobExecution, RunFailure, RunResult, RunStore } from '../../shared/job-execution.js'
import type { FetchedJob } from './job-scripts.js'
import type { RefusalLog } from './refusal-log.js'
import type { ClaimedJob } from './stored-job.js'
import type { WorkClient } from './worker-connections.js'

/** The answer to the end of a run: the next job, if one was claimed in the same step. */
export type EndOfRun = Promise<FetchedJob | undefined>

/** The runs of one worker. */
export type WorkerRuns = ActiveRuns<JobExecution<ClaimedJob, EndOfRun>>

const FIRST_PAUSE_MS = 200
const MAX_PAUSE_MS = 5000

interface RunReporterDeps {
  readonly client: WorkClient
  readonly base: string
  readonly token: string
  readonly lockMs: number
  readonly clock: Clock
  readonly logger: Logger
  /** Whether an outage of Redis has been logged and is not over. */
  readonly isOutage: () => boolean
  readonly refusals: RefusalLog
}

/** The state to store after a failed run. The script stores `cancelled` instead if a cancel was requested. */
const STATES = { exhausted: 'failed', cancelled: 'failed', requeued: 'waiting', postponed: 'delayed' } as const

/** Stores what happens in one run. Repeats each call until Redis accepts it, so that finished work is not done twice. */
export class RunReporter implements RunStore<ClaimedJob, EndOfRun> {
  readonly #deps: RunReporterDeps
  #sending = false
  /** The latest progress that was not sent yet. */
  #unsent = ''

  constructor(deps: RunReporterDeps) {
    this.#deps = deps
  }

  async complete(job: ClaimedJob, { result, onStored }: RunResult, fetchNext: boolean): EndOfRun {
    const { state, fetched } = await this.#end(job, ['completed', result, 0], fetchNext)
    if (state === 'completed') onStored()
    return fetched
  }

  async fail(
    job: ClaimedJob,
    { next, error, onStored, onCancelled }: RunFailure,
    fetchNext: boolean,
  ): Promise<FetchedJob | undefined> {
    const delayMs = next.event === 'postponed' ? next.delayMs : 0
    const { state, fetched } = await this.#end(job, [STATES[next.event], JSON.stringify(error), delayMs], fetchNext)
    if (state === 'cancelled') onCancelled()
    else if (state !== undefined && state !== 'refused') onStored()
    return fetched
  }

  async release(job: ClaimedJob, onStored: () => void): Promise<undefined> {
    if (await this.#release(job, true)) onStored()
  }

  /** Puts back a job whose handler was not called; the attempt does not count. */
  async releaseUnstarted(job: ClaimedJob): Promise<void> {
    await this.#release(job, false)
  }

  /** Sends the latest report; skips reports that come faster than Redis answers. */
  progress(job: ClaimedJob, progress: JobProgress): void {
    this.#unsent = JSON.stringify(progress)
    if (!this.#sending) void this.#sendProgress(job)
  }

  async #sendProgress({ jobKey, run }: ClaimedJob): Promise<void> {
    const { client, base } = this.#deps
    this.#sending = true
    while (this.#unsent !== '') {
      const report = this.#unsent
      this.#unsent = ''
      // A lost report is not repeated: the next report or the end of the run has newer values.
      await client.jobsProgress(base, jobKey, run, report).catch(() => undefined)
    }
    this.#sending = false
  }

  async #end(
    job: ClaimedJob,
    [state, value, delayMs]: readonly [state: string, value: string, delayMs: number],
    fetchNext: boolean,
  ): Promise<{ readonly state?: string; readonly fetched?: FetchedJob }> {
    const { client, base, token, lockMs, logger } = this.#deps
    const { jobKey, run, type, id } = job
    const progress = this.#unsent
    this.#unsent = ''
    const args = [token, lockMs, jobKey, run, state, value, delayMs, progress, fetchNext ? 1 : 0] as const
    const answer = await this.#repeat(job, () => client.jobsEnd(base, ...args))
    job.holdsLock = false
    if (!answer) return {}
    const [stored, fields, next] = answer
    if (stored === 'refused') logger.warn('result discarded: another worker took over this job', { type, id })
    return { state: stored, ...(fields && next !== undefined ? { fetched: [fields, next] } : {}) }
  }

  /** @returns whether Redis accepted it */
  async #release(job: ClaimedJob, started: boolean): Promise<boolean> {
    const { client, base } = this.#deps
    const accept = () => client.jobsRelease(base, job.jobKey, job.run, started ? 1 : 0).then(() => true)
    const accepted = await this.#repeat(job, accept)
    job.holdsLock = false
    return accepted ?? false
  }

  /** Repeats `call` until Redis accepts it; `undefined` if the connection is closed for good before. */
  async #repeat<T>({ type, id }: ClaimedJob, call: () => Promise<T>): Promise<T | undefined> {
    const { client, clock, logger, isOutage, refusals } = this.#deps
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, MAX_PAUSE_MS)) {
      try {
        const answer = await call()
        refusals.done('store', type)
        return answer
      } catch (error) {
        if (client.status === 'end') return undefined
        if (error instanceof Error && error.name === 'ReplyError') refusals.refused('store', type, error)
        else if (pause === FIRST_PAUSE_MS) {
          const message = 'redis jobs: could not store the end of a run; retrying until it succeeds'
          logger[isOutage() ? 'debug' : 'warn'](message, { type, id, error })
        }
        await new Promise<void>((resolve) => void clock.setTimer(pause, resolve))
      }
    }
  }
}
