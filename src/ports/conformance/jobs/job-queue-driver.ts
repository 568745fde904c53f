import { strict as assert } from 'node:assert'
import { DEFAULT_RETENTION, type JobState, type JobStatus, type RetryPolicy } from '../../../domain/jobs/index.js'
import type { JobQueue, JobRequest, JobRun } from '../../jobs/index.js'
import type { Harness } from '../law.js'
import { eventually, outcome, remains, turn } from './eventually.js'

/** A run whose end the test controls. */
export interface ControlledRun {
  readonly run: JobRun
  /** Lets the handler return, and waits until the queue has stored the outcome. */
  succeed(result?: unknown): Promise<void>
  /** Lets the handler throw, and waits until the queue has stored the outcome. */
  fail(thrown?: unknown): Promise<void>
}

/** The default job type of the tests. */
export const WORK = 'work'

/** Drives a queue step by step: handlers wait until the test ends them, and effects are awaited by polling the queue. */
export class JobQueueDriver {
  readonly queue: JobQueue
  /** The runs in the order of their start. */
  readonly runs: ControlledRun[] = []
  readonly waitMs: number
  readonly #harness: Harness<JobQueue>
  readonly #ended = new Set<JobRun>()
  #ids = 0

  constructor(queue: JobQueue, harness: Harness<JobQueue>, waitMs: number) {
    this.queue = queue
    this.waitMs = waitMs
    this.#harness = harness
  }

  /** Another process on the same store; needs the capability `shared`. */
  async peer(): Promise<JobQueueDriver> {
    assert.ok(this.#harness.peer, 'a harness with the capability `shared` has `peer`')
    return new JobQueueDriver(await this.#harness.peer(this.queue), this.#harness, this.waitMs)
  }

  request(change: Partial<JobRequest> = {}): JobRequest {
    const n = ++this.#ids
    return {
      type: WORK,
      id: `job-${n}`,
      payload: { n },
      ...retries(1),
      timeoutMs: 3_600_000,
      retention: DEFAULT_RETENTION,
      ...change,
    }
  }

  /** Adds a job and returns its id. */
  async add(change: Partial<JobRequest> = {}): Promise<string> {
    return (await this.queue.add(this.request(change))).id
  }

  /** Starts a worker whose runs the test ends; returns the function that stops it. */
  work(concurrency = 1, type = WORK): Promise<() => Promise<void>> {
    return this.queue.work(type, (run) => this.#control(run), { concurrency })
  }

  /** Waits for the start of run `index`, counted from 0. */
  started(index: number): Promise<ControlledRun> {
    return eventually(`run ${index} starts`, () => this.runs[index], this.waitMs)
  }

  /** The job ids in the order in which their runs started. */
  get order(): readonly string[] {
    return this.runs.map(({ run }) => run.id)
  }

  /** The runs that the test has not ended, in the order of their start. */
  get open(): readonly ControlledRun[] {
    return this.runs.filter(({ run }) => !this.#ended.has(run))
  }

  /** Lets the next `count` open runs succeed one after the other; returns their ids. */
  async drain(count: number): Promise<readonly string[]> {
    const ids: string[] = []
    for (let n = 0; n < count; n++) {
      const { run, succeed } = this.open[0] ?? (await this.started(this.runs.length))
      ids.push(run.id)
      await succeed()
    }
    return ids
  }

  async status(id: string, type = WORK): Promise<JobStatus> {
    const status = await this.queue.get(type, id)
    assert.ok(status, `there is no ${type} job ${id}`)
    return status
  }

  /** Waits until the job is in `state`. */
  reaches(id: string, state: JobState, type = WORK): Promise<JobStatus> {
    const look = async () => {
      const status = await this.queue.get(type, id)
      return status?.state === state ? status : undefined
    }
    return eventually(`${type} job ${id} is ${state}`, look, this.waitMs)
  }

  /** Asserts that the job is in `state` and stays in it. */
  stays(id: string, state: JobState): Promise<void> {
    const look = async () => (await this.queue.get(WORK, id))?.state
    return remains(`${WORK} job ${id} stays ${state}`, look, state)
  }

  /** Adds a job and ends it, with an idle worker; returns its id. */
  async ended(state: 'completed' | 'failed' | 'cancelled', change: Partial<JobRequest> = {}): Promise<string> {
    if (state === 'cancelled') {
      const id = await this.add({ delayMs: 3_600_000, ...change })
      assert.equal(await this.queue.cancel(change.type ?? WORK, id), 'cancelled')
      return id
    }
    const index = this.runs.length
    const id = await this.add(change)
    const { succeed, fail } = await this.started(index)
    await (state === 'completed' ? succeed() : fail())
    return id
  }

  async advanceTime(ms: number): Promise<void> {
    await this.#harness.advanceTime(ms)
    await turn()
  }

  #control(run: JobRun): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.runs.push({
        run,
        succeed: (result = 'done') => {
          resolve(result)
          return this.#stored(run)
        },
        fail: (thrown = new Error('failed')) => {
          reject(thrown)
          return this.#stored(run)
        },
      })
    })
  }

  async #stored(run: JobRun): Promise<void> {
    this.#ended.add(run)
    const { type, id, attempt } = run
    const look = async () => {
      const status = await outcome(this.queue.get(type, id))
      // The end of the last run may have closed the queue.
      if (status === 'APP_CLOSED' || status === undefined) return true
      const { state, attempts } = status as JobStatus
      return state === 'active' && attempts === attempt ? undefined : true
    }
    await eventually(`the end of attempt ${attempt} of ${type} job ${id} is stored`, look, this.waitMs)
  }
}

/** A retry policy without jitter; the default delay is one minute. */
export function retries(attempts: number, backoff: Partial<RetryPolicy['backoff']> = {}): Pick<JobRequest, 'retry'> {
  const rest = { kind: 'fixed', delayMs: 60_000, maxDelayMs: 3_600_000, jitter: false } as const
  return { retry: { attempts, backoff: { ...rest, ...backoff } } }
}
