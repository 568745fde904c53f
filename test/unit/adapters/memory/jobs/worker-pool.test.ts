import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { MemoryJobQueue } from '../../../../../src/adapters/memory/jobs/memory-job-queue.js'
import type { JobStatus } from '../../../../../src/domain/jobs/index.js'
import { ManualClock } from '../../../../support/manual-clock.js'
import { RecordingLogger } from '../../../../support/recording-logger.js'
import { QueueFixture } from './queue-fixture.js'

describe('workers', () => {
  it('runs no handler inside add', async () => {
    const f = new QueueFixture()
    await f.work()
    const adding = f.queue.add(f.request())
    expect(f.runs).toHaveLength(0)
    await adding
    await f.settle()
    expect(f.runs).toHaveLength(1)
  })

  it('rejects a second worker of a type until the first one stops', async () => {
    const f = new QueueFixture()
    const stop = await f.work()
    await expect(f.work()).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
    await stop()
    const id = await f.add()
    await f.work()
    expect((await f.status(id)).state).toBe('active')
    await stop()
    await f.run(0).succeed()
    const next = await f.add()
    await f.settle()
    expect((await f.status(next)).state).toBe('active')
  })

  it('the next worker runs the jobs that a stopped worker left', async () => {
    const f = new QueueFixture()
    const ids = [await f.add(), await f.add()]
    const stop = await f.work()
    const stopped = stop()
    await f.run(0).fail()
    await stopped
    await f.work()
    await f.run(1).succeed()
    expect(await Promise.all(ids.map(async (id) => (await f.status(id)).state))).toEqual(['failed', 'completed'])
  })
})

describe('interleavings', () => {
  it('in any order of events: each job runs, each watch shows the final state, adds of one key create one job', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.record({ fails: fc.nat(2), key: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }) }), {
          minLength: 1,
          maxLength: 8,
        }),
        fc.integer({ min: 1, max: 3 }),
        async (scheduler, plans, concurrency) => {
          const f = new QueueFixture()
          const queue = new MemoryJobQueue({
            clock: new ManualClock(),
            random: { next: () => 0 },
            logger: new RecordingLogger(),
          })
          let active = 0
          const runs = new Map<string, number>()
          await queue.work(
            'work',
            async (run) => {
              active += 1
              expect(active).toBeLessThanOrEqual(concurrency)
              runs.set(run.id, (runs.get(run.id) ?? 0) + 1)
              expect(runs.get(run.id)).toBe(run.attempt)
              await scheduler.schedule(Promise.resolve(), `run ${run.id} ${run.attempt}`)
              active -= 1
              if (run.attempt <= (run.payload as number)) throw new Error('again')
              return run.payload
            },
            { concurrency },
          )
          const added = plans.map(async ({ fails, key }, n) => {
            const request = f.request({ id: `j${n}`, payload: fails, ...f.retries(3, { delayMs: 0 }) })
            await scheduler.schedule(Promise.resolve(), `add ${n}`)
            const receipt = await queue.add(key === undefined ? request : { ...request, key })
            let last: JobStatus | undefined
            let revision = 0
            for await (last of queue.watch('work', receipt.id)) {
              expect(last.revision).toBeGreaterThan(revision)
              revision = last.revision
              await scheduler.schedule(Promise.resolve(), `read ${n}`)
            }
            expect(last?.state).toBe('completed')
            return receipt
          })
          const receipts = await scheduler.waitFor(Promise.all(added))
          const created = receipts.filter(({ created }) => created)
          expect(new Set(receipts.map(({ id }) => id)).size).toBe(created.length)
          expect(await queue.stats('work')).toMatchObject({ completed: created.length, waiting: 0, active: 0 })
          expect(runs.size).toBe(created.length)
        },
      ),
      { numRuns: 200 },
    )
  })
})
