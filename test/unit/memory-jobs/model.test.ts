import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { UnrecoverableError } from '../../../src/domain/jobs/index.js'
import { isAppError } from '../../../src/domain/platform/index.js'
import { JobModel, type ModelJob } from './job-model.js'
import { type GatedRun, QueueFixture } from './queue-fixture.js'

const BACKOFF_MS = 100
const RETENTION = { age: 1, count: 4 }
const MAX_PENDING = 6

const pick = fc.nat(99)
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      // Few ids and keys, so that they meet.
      id: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
      key: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
      unique: fc.constantFrom('unfinished' as const, 'retained' as const),
      priority: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
      delayMs: fc.constantFrom(0, 0, 0, 50, 100, 300),
      maxAttempts: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('succeed' as const), pick }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('fail' as const), pick, unrecoverable: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('cancel' as const, 'remove' as const), pick }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('retry' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('pause' as const, 'resume' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.constantFrom(1, 50, 100, 600, 1001) }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** What a call came to: its value, or the code of its error. */
async function outcome(call: Promise<unknown>): Promise<unknown> {
  return call.catch((error: unknown) => {
    if (isAppError(error)) return error.code
    throw error
  })
}

/** A queue and its model, taken through the same steps. */
class Twins {
  readonly fixture = new QueueFixture({ maxPending: MAX_PENDING })
  readonly model: JobModel
  readonly #live = new Map<ModelJob, GatedRun>()
  #ids = 0

  constructor(concurrency: number) {
    this.model = new JobModel(concurrency, BACKOFF_MS, RETENTION, MAX_PENDING)
  }

  async take(step: Step): Promise<void> {
    const { model } = this
    const { queue, clock } = this.fixture
    switch (step.do) {
      case 'add': {
        const { delayMs, maxAttempts, priority, key, unique, id = `n${++this.#ids}` } = step
        const request = {
          ...this.fixture.request({ ...this.fixture.retries(maxAttempts, { delayMs: BACKOFF_MS }) }),
          ...{ id, unique, delayMs, retention: RETENTION },
          ...(priority === undefined ? {} : { priority }),
          ...(key === undefined ? {} : { key }),
        }
        const expected = model.add({ id, priority, key, unique, maxAttempts, delayMs })
        expect(await outcome(queue.add(request))).toEqual(expected)
        break
      }
      case 'succeed':
      case 'fail': {
        const job = model.running[step.pick % (model.running.length || 1)]
        if (!job) break
        const run = this.#live.get(job)
        if (step.do === 'succeed') {
          model.succeed(job)
          await run?.succeed()
        } else {
          model.fail(job, step.unrecoverable)
          await run?.fail(step.unrecoverable ? new UnrecoverableError('no') : new Error('no'))
        }
        break
      }
      case 'cancel':
      case 'retry':
      case 'remove': {
        const job = model.jobs[step.pick % (model.jobs.length || 1)]
        if (!job) break
        const expected = model[step.do](job)
        const got = await outcome(queue[step.do]('work', job.id))
        expect(typeof got === 'object' && got !== null && 'state' in got ? got.state : got).toEqual(expected)
        break
      }
      case 'pause':
      case 'resume':
        model.pause(step.do === 'pause')
        await queue[step.do]('work')
        break
      case 'advance':
        model.advance(step.ms)
        await clock.advance(step.ms)
    }
    await this.fixture.settle()
  }

  /** Counts, states, attempts, order, keys and copies agree. */
  async compare(): Promise<void> {
    const { model } = this
    const { queue, began } = this.fixture
    expect(began).toEqual(model.began)
    for (const job of model.running) {
      // The latest run of the job is the one that still goes on.
      const turn = began.lastIndexOf(job.id)
      this.#live.set(job, this.fixture.run(turn))
    }
    expect(await queue.stats('work')).toEqual(model.stats())
    const listed = await queue.list('work', { offset: 0, limit: 1000 })
    const expected = [...model.jobs]
      .sort((a, b) => b.serial - a.serial)
      .map(({ id, state, attempts, maxAttempts, cancelRequested }) => ({
        ...{ id, state, attempts, maxAttempts, cancelRequested },
      }))
    expect(
      listed.map(({ id, state, attempts, maxAttempts, cancelRequested }) => ({
        ...{ id, state, attempts, maxAttempts, cancelRequested },
      })),
    ).toEqual(expected)
    for (const status of listed) expect(await queue.get('work', status.id)).toEqual(status)
  }
}

describe('the model', () => {
  it('along any steps the queue has the counts, states, order, ids and attempts of the model', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.array(step, { maxLength: 60 }),
        async (concurrency, steps) => {
          const twins = new Twins(concurrency)
          await twins.fixture.work(concurrency)
          for (const step of steps) {
            await twins.take(step)
            await twins.compare()
          }
          // Nothing is lost: let go, every job comes to an end, and all room is free again.
          await twins.take({ do: 'resume' })
          for (let turn = 0; twins.model.pending > 0 && turn < 1000; turn++) {
            await twins.compare()
            await twins.take({ do: 'succeed', pick: 0 })
            await twins.take({ do: 'advance', ms: 100 })
          }
          await twins.compare()
          expect(await twins.fixture.queue.stats('work')).toMatchObject({ waiting: 0, delayed: 0, active: 0 })
          await twins.take({ do: 'pause' })
          for (let n = 0; n < MAX_PENDING; n++) await twins.fixture.add()
          await expect(twins.fixture.add()).rejects.toMatchObject({ code: 'QUEUE_FULL' })
        },
      ),
      { numRuns: 150 },
    )
  })
})
