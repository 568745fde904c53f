import { MemoryJobQueue } from '../../../../../src/adapters/memory/jobs/memory-job-queue.js'
import { DEFAULT_RETENTION, type JobLimits, type JobStatus } from '../../../../../src/domain/jobs/index.js'
import type { JobRequest, JobRun } from '../../../../../src/ports/index.js'
import { ManualClock } from '../../../../support/manual-clock.js'
import { RecordingLogger } from '../../../../support/recording-logger.js'

/** A run that the test lets end. */
export interface GatedRun {
  readonly run: JobRun
  /** Its position among all runs that began. */
  readonly turn: number
  succeed(result?: unknown): Promise<void>
  fail(thrown?: unknown): Promise<void>
}

/** A queue with a clock, a random source and a logger in the test's hand, and one type, `work`. */
export class QueueFixture {
  readonly clock = new ManualClock()
  readonly logger = new RecordingLogger()
  /** What the random source says next. */
  random = 0.5
  readonly queue: MemoryJobQueue
  /** The runs that began, in their order. */
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

  /** Adds a job; its id. */
  async add(change: Partial<JobRequest> = {}): Promise<string> {
    return (await this.queue.add(this.request(change))).id
  }

  /** Starts a worker whose runs end when the test says so; how to stop it. */
  async work(concurrency = 1, type = 'work'): Promise<() => Promise<void>> {
    const stop = await this.queue.work(type, (run) => this.#gate(run), { concurrency })
    await this.settle()
    return stop
  }

  /** The run that began as the `turn`-th, from 0. */
  run(turn: number): GatedRun {
    const run = this.runs[turn]
    if (!run) throw new Error(`only ${this.runs.length} runs began`)
    return run
  }

  /** The ids in the order in which their runs began. */
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
