import { strict as assert } from 'node:assert'
import { DEFAULT_RETENTION, type JobState, type JobStatus, type RetryPolicy } from '../../../domain/jobs/index.js'
import type { JobQueue, JobRequest, JobRun } from '../../jobs/index.js'
import type { Harness } from '../harness.js'
import { eventually, outcome, remains, turn } from './eventually.js'

/** A run that ends when the law says so. */
export interface DrivenRun {
  readonly run: JobRun
  /** Lets the handler return, and waits until the queue has noted it. */
  succeed(result?: unknown): Promise<void>
  /** Lets the handler throw, and waits until the queue has noted it. */
  fail(thrown?: unknown): Promise<void>
}

/** The type of the jobs of the laws. */
export const WORK = 'work'

/**
 * A queue that is driven step by step: its handlers wait at a gate that the law opens, and what the queue does by
 * itself is waited for by looking at the queue.
 */
export class DrivenJobs {
  readonly queue: JobQueue
  /** The runs that began, in their order. */
  readonly runs: DrivenRun[] = []
  readonly waitMs: number
  readonly #harness: Harness<JobQueue>
  readonly #ended = new Set<JobRun>()
  #ids = 0

  constructor(queue: JobQueue, harness: Harness<JobQueue>, waitMs: number) {
    this.queue = queue
    this.waitMs = waitMs
    this.#harness = harness
  }

  /** The same jobs as another process sees them; with the capability `shared`. */
  async peer(): Promise<DrivenJobs> {
    assert.ok(this.#harness.peer, 'a harness with the capability `shared` has `peer`')
    return new DrivenJobs(await this.#harness.peer(this.queue), this.#harness, this.waitMs)
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

  /** Adds a job; its id. */
  async add(change: Partial<JobRequest> = {}): Promise<string> {
    return (await this.queue.add(this.request(change))).id
  }

  /** Starts a worker whose runs wait at their gates; how to stop it. */
  work(concurrency = 1, type = WORK): Promise<() => Promise<void>> {
    return this.queue.work(type, (run) => this.#gate(run), { concurrency })
  }

  /** The run that begins as the `index`-th, from 0. */
  began(index: number): Promise<DrivenRun> {
    return eventually(`run ${index} begins`, () => this.runs[index], this.waitMs)
  }

  /** The ids in the order in which their runs began. */
  get order(): readonly string[] {
    return this.runs.map(({ run }) => run.id)
  }

  /** The runs that have not been ended, in the order in which they began. */
  get open(): readonly DrivenRun[] {
    return this.runs.filter(({ run }) => !this.#ended.has(run))
  }

  /** Lets the next `count` runs that have not ended succeed, one after the other; their ids. */
  async drain(count: number): Promise<readonly string[]> {
    const ids: string[] = []
    for (let n = 0; n < count; n++) {
      const { run, succeed } = this.open[0] ?? (await this.began(this.runs.length))
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

  /** The job as soon as it is in `state`. */
  reaches(id: string, state: JobState, type = WORK): Promise<JobStatus> {
    const look = async () => {
      const status = await this.queue.get(type, id)
      return status?.state === state ? status : undefined
    }
    return eventually(`${type} job ${id} is ${state}`, look, this.waitMs)
  }

  /** Sees the job in `state` now and for a while. */
  stays(id: string, state: JobState): Promise<void> {
    const look = async () => (await this.queue.get(WORK, id))?.state
    return remains(`${WORK} job ${id} stays ${state}`, look, state)
  }

  /** Adds a job and brings it to its end, with a worker that is idle; its id. */
  async ended(state: 'completed' | 'failed' | 'cancelled', change: Partial<JobRequest> = {}): Promise<string> {
    if (state === 'cancelled') {
      const id = await this.add({ delayMs: 3_600_000, ...change })
      assert.equal(await this.queue.cancel(change.type ?? WORK, id), 'cancelled')
      return id
    }
    const index = this.runs.length
    const id = await this.add(change)
    const { succeed, fail } = await this.began(index)
    await (state === 'completed' ? succeed() : fail())
    return id
  }

  async elapse(ms: number): Promise<void> {
    await this.#harness.elapse(ms)
    await turn()
  }

  #gate(run: JobRun): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.runs.push({
        run,
        succeed: (result = 'done') => {
          resolve(result)
          return this.#noted(run)
        },
        fail: (thrown = new Error('failed')) => {
          reject(thrown)
          return this.#noted(run)
        },
      })
    })
  }

  async #noted(run: JobRun): Promise<void> {
    this.#ended.add(run)
    const { type, id, attempt } = run
    const look = async () => {
      const status = await outcome(this.queue.get(type, id))
      // A queue that has been closed by its last run does not say any more.
      if (status === 'APP_CLOSED' || status === undefined) return true
      const { state, attempts } = status as JobStatus
      return state === 'active' && attempts === attempt ? undefined : true
    }
    await eventually(`the end of attempt ${attempt} of ${type} job ${id} is noted`, look, this.waitMs)
  }
}

/** A retry policy without jitter, of one minute unless said otherwise. */
export function retries(attempts: number, backoff: Partial<RetryPolicy['backoff']> = {}): Pick<JobRequest, 'retry'> {
  const rest = { kind: 'fixed', delayMs: 60_000, maxDelayMs: 3_600_000, jitter: false } as const
  return { retry: { attempts, backoff: { ...rest, ...backoff } } }
}
