import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { QueueFixture } from './queue-fixture.js'

/** Lets the runs end one after the other; the ids in the order they began. */
async function drain(f: QueueFixture): Promise<readonly string[]> {
  await f.work()
  for (let turn = 0; turn < f.runs.length; turn++) await f.run(turn).succeed()
  return f.began
}

describe('order', () => {
  it('is first in first out', async () => {
    const f = new QueueFixture()
    const ids = []
    for (let n = 0; n < 20; n++) ids.push(await f.add())
    expect(await drain(f)).toEqual(ids)
  })

  it('lower priority first, ties first in first out, no priority after all', async () => {
    const f = new QueueFixture()
    const none = await f.add()
    const last = await f.add({ priority: 1_000_000 })
    const five = await f.add({ priority: 5 })
    const zero = await f.add({ priority: 0 })
    const fiveAgain = await f.add({ priority: 5 })
    const noneAgain = await f.add()
    expect(await drain(f)).toEqual([zero, five, fiveAgain, last, none, noneAgain])
  })

  it('of any mix of priorities is the stable sort by priority', async () => {
    const priorities = fc.array(fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }), { maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(priorities, async (list) => {
        const f = new QueueFixture()
        const jobs = []
        for (const priority of list) {
          const rank = priority ?? Number.POSITIVE_INFINITY
          jobs.push({ id: await f.add(priority === undefined ? {} : { priority }), rank })
        }
        jobs.sort((a, b) => (a.rank === b.rank ? 0 : a.rank - b.rank))
        expect(await drain(f)).toEqual(jobs.map(({ id }) => id))
      }),
      { numRuns: 30 },
    )
  })

  it('a job added while others run takes its place among the waiting', async () => {
    const f = new QueueFixture()
    const a = await f.add()
    const b = await f.add()
    await f.work()
    const urgent = await f.add({ priority: 1 })
    await f.run(0).succeed()
    await f.run(1).succeed()
    expect(f.began).toEqual([a, urgent, b])
  })

  it('types do not wait for each other', async () => {
    const f = new QueueFixture()
    await f.add()
    await f.work()
    await f.queue.add(f.request({ type: 'other', id: 'o' }))
    await f.work(1, 'other')
    expect(f.runs.map(({ run }) => run.type)).toEqual(['work', 'other'])
  })
})

describe('delay', () => {
  it('a delayed job is never early and runs when due', async () => {
    const f = new QueueFixture()
    await f.work()
    const id = await f.add({ delayMs: 1000 })
    await f.clock.advance(999)
    expect((await f.status(id)).state).toBe('delayed')
    expect(f.runs).toHaveLength(0)
    await f.clock.advance(1)
    expect((await f.status(id)).state).toBe('active')
    expect((await f.status(id)).timestamps).toMatchObject({ startedAt: (await f.status(id)).timestamps.dueAt })
  })

  it('is never early also when a timer fires too soon', async () => {
    const f = new QueueFixture()
    const honest = f.clock.setTimer.bind(f.clock)
    f.clock.setTimer = (delayMs, task) => honest(delayMs > 1 ? delayMs - 1 : delayMs, task)
    await f.work()
    const id = await f.add({ delayMs: 100 })
    await f.clock.advance(99)
    expect((await f.status(id)).state).toBe('delayed')
    await f.clock.advance(1)
    expect((await f.status(id)).state).toBe('active')
  })

  it('a fraction of a millisecond is rounded up', async () => {
    const f = new QueueFixture()
    const id = await f.add({ delayMs: 0.2 })
    await f.clock.advance(0.5)
    expect((await f.status(id)).state).toBe('delayed')
    await f.clock.advance(0.5)
    expect((await f.status(id)).state).toBe('waiting')
  })

  it('joins its place when due: behind what waits, by its priority', async () => {
    const f = new QueueFixture()
    const late = await f.add({ delayMs: 100 })
    const urgent = await f.add({ delayMs: 100, priority: 1 })
    const early = await f.add({ delayMs: 50 })
    const now = await f.add()
    await f.clock.advance(100)
    expect(await drain(f)).toEqual([urgent, now, early, late])
  })

  it('due times decide, whatever the order of adding', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 40 }), async (delays) => {
        const f = new QueueFixture()
        const jobs: { id: string; delayMs: number }[] = []
        for (const delayMs of delays) jobs.push({ id: await f.add({ delayMs }), delayMs })
        await f.clock.advance(20)
        jobs.sort((a, b) => a.delayMs - b.delayMs)
        expect(await drain(f)).toEqual(jobs.map(({ id }) => id))
      }),
      { numRuns: 30 },
    )
  })

  it('uses one timer for all, and none when nothing is delayed', async () => {
    const f = new QueueFixture()
    const ids = []
    for (const delayMs of [300, 100, 200]) ids.push(await f.add({ delayMs }))
    expect(f.clock.timers).toBe(1)
    for (const id of ids) await f.queue.cancel('work', id)
    expect(f.clock.timers).toBe(0)
  })
})
