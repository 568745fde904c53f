import { MemoryJobQueue } from '../../../../../src/adapters/memory/jobs/memory-job-queue.js'
import { DEFAULT_RETENTION, type JobLimits, type JobStatus } from '../../../../../src/domain/jobs/index.js'
import type { JobRequest, JobRun } from '../../../../../src/ports/index.js'
import { ManualClock } from '../../../../support/manual-clock.js'
import { RecordingLogger } from '../../../../support/recording-logger.js'

/** A run whose end the test controls. */
export interface GatedRun {
  readonly run: JobRun
  /** Its position among all started runs. */
  readonly turn: number
  succeed(result?: unknown): Promise<void>
  fail(thrown?: unknown): Promise<void>
}

/** A queue with a manual clock, a fixed random number and a recording logger, and one type, `work`. */
export class QueueFixture {
  readonly clock = new ManualClock()
  readonly logger = new RecordingLogger()
  /** The next value of the random source. */
  random = 0.5
  readonly queue: MemoryJobQueue
  /** The runs in the order of their start. */
  readonly runs: GatedRun[] = []
  #ids = 0

  constructor(limits?: Partial<JobLimits>) {
    const random = { next: () => this.random }
    const { clock, logger } = this
    this.queue = new MemoryJobQueue({ clock, random, logger, ...(limits ? { limits } : {}) })
  }

  request(change: Partial<JobRequest> = {}): JobRequest {
    return {
      type: 'work',
      id: `job-${++this.#ids}`,
      payload: { n: this.#ids },
      retry: { attempts: 1, backoff: { kind: 'exponential', delayMs: 1000, maxDelayMs: 60_000, jitter: false } },
      timeoutMs: 600_000,
      retention: DEFAULT_RETENTION,
      ...change,
    }
  }

  retries(attempts: number, backoff: Partial<JobRequest['retry']['backoff']> = {}): Pick<JobRequest, 'retry'> {
    return { retry: { attempts, backoff: { ...this.request().retry.backoff, ...backoff } } }
  }

  /** Adds a job and returns its id. */
  async add(change: Partial<JobRequest> = {}): Promise<string> {
    return (await this.queue.add(this.request(change))).id
  }

  /** Starts a worker whose runs the test ends; returns the function that stops it. */
  async work(concurrency = 1, type = 'work'): Promise<() => Promise<void>> {
    const stop = await this.queue.work(type, (run) => this.#gate(run), { concurrency })
    await this.settle()
    return stop
  }

  /** The run number `turn`, counted from 0. */
  run(turn: number): GatedRun {
    const run = this.runs[turn]
    if (!run) throw new Error(`only ${this.runs.length} runs began`)
    return run
  }

  /** The job ids in the order in which their runs started. */
  get began(): readonly string[] {
    return this.runs.map(({ run }) => run.id)
  }

  async status(id: string): Promise<JobStatus> {
    const status = await this.queue.get('work', id)
    if (!status) throw new Error(`there is no job ${id}`)
    return status
  }

  settle(): Promise<void> {
    return this.clock.advance(0)
  }

  #gate(run: JobRun): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.runs.push({
        run,
        turn: this.runs.length,
        succeed: async (result = 'done') => {
          resolve(result)
          await this.settle()
        },
        fail: async (thrown = new Error('failed')) => {
          reject(thrown)
          await this.settle()
        },
      })
    })
  }
}
