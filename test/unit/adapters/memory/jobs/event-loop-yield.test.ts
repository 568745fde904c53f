import { describe, expect, it } from '@jest/globals'
import { MemoryJobQueue } from '../../../../../src/adapters/memory/jobs/memory-job-queue.js'
import type { JobHandler } from '../../../../../src/ports/index.js'
import { ManualClock } from '../../../../support/manual-clock.js'
import { RecordingLogger } from '../../../../support/recording-logger.js'
import { QueueFixture } from './queue-fixture.js'

const JOBS = 60
/** Of each job, by the clock of the queue: it takes that long and rests in nothing. */
const JOB_MS = 2

/** A queue whose handlers keep the processor for a time that the test decides, and a count of what the loop turned. */
class BusyLoop {
  readonly #from = new QueueFixture()
  readonly queue: MemoryJobQueue
  ran = 0
  /** The turns of the event loop that came between two jobs. */
  turns = 0
  #busyMs = 0
  #turning = true

  constructor() {
    const clock = new ManualClock()
    const moving = { now: () => clock.now(), setTimer: clock.setTimer.bind(clock), monotonic: () => this.#busyMs }
    this.queue = new MemoryJobQueue({ clock: moving, random: { next: () => 0.5 }, logger: new RecordingLogger() })
  }

  /** Works for `JOB_MS` and waits for nothing. */
  readonly handle: JobHandler = async () => {
    this.#busyMs += JOB_MS
    this.ran += 1
  }

  async add(type: string, count = 1): Promise<void> {
    await this.queue.addMany(Array.from({ length: count }, () => this.#from.request({ type })))
  }

  /** Counts turns until all jobs have run. */
  async untilAllRan(): Promise<void> {
    const count = () => {
      this.turns += 1
      if (this.#turning) setImmediate(count)
    }
    setImmediate(count)
    while (this.ran < JOBS) await new Promise((resolve) => setImmediate(resolve))
    this.#turning = false
  }
}

/** Nothing is said of the last bit of a slice; a half more than the slice itself is enough to tell. */
const ENOUGH_TURNS = (JOBS * JOB_MS) / 8

describe('jobs without I/O yield to the event loop', () => {
  it('in a row', async () => {
    const loop = new BusyLoop()
    await loop.add('a', JOBS)
    await loop.queue.work('a', loop.handle, { concurrency: 1 })
    await loop.untilAllRan()
    expect(loop.turns).toBeGreaterThan(ENOUGH_TURNS)
  })

  it('many at once', async () => {
    const loop = new BusyLoop()
    await loop.add('a', JOBS)
    await loop.queue.work('a', loop.handle, { concurrency: 20 })
    await loop.untilAllRan()
    expect(loop.turns).toBeGreaterThan(ENOUGH_TURNS)
  })

  it('each adding the next, of its own type', async () => {
    const loop = new BusyLoop()
    await loop.queue.work(
      'a',
      async (run) => {
        await loop.handle(run)
        if (loop.ran < JOBS) await loop.add('a')
      },
      { concurrency: 1 },
    )
    await loop.add('a')
    await loop.untilAllRan()
    expect(loop.turns).toBeGreaterThan(ENOUGH_TURNS)
  })

  it('each adding the next, of another type', async () => {
    const loop = new BusyLoop()
    for (const [type, other] of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const handler: JobHandler = async (run) => {
        await loop.handle(run)
        if (loop.ran < JOBS) await loop.add(other)
      }
      await loop.queue.work(type, handler, { concurrency: 1 })
    }
    await loop.add('a')
    await loop.untilAllRan()
    expect(loop.turns).toBeGreaterThan(ENOUGH_TURNS)
  })

  it('when close is called while a job waits for its turn', async () => {
    const loop = new BusyLoop()
    await loop.add('a', JOBS)
    await loop.queue.work('a', loop.handle, { concurrency: 3 })
    while (loop.ran === 0) await new Promise((resolve) => setImmediate(resolve))
    await loop.queue.close(1000)
    const { ran } = loop
    expect(ran).toBeLessThan(JOBS)
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect(loop.ran).toBe(ran)
  })
})
