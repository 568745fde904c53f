import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { JobHeap } from '../../../../../src/adapters/memory/jobs/job-order.js'
import { JobRecord } from '../../../../../src/adapters/memory/jobs/job-record.js'
import { QueueFixture } from './queue-fixture.js'

/** Lets the runs end one after the other; the ids in the order they began. */
async function drain(f: QueueFixture): Promise<readonly string[]> {
  await f.work()
  for (let turn = 0; turn < f.runs.length; turn++) await f.run(turn).succeed()
  return f.began
}

describe('order', () => {
  it('is a stable sort by priority', async () => {
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
})

describe('delay', () => {
  it('is never early, even if a timer fires early', async () => {
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

  it('rounds up a fraction of a millisecond', async () => {
    const f = new QueueFixture()
    const id = await f.add({ delayMs: 0.2 })
    await f.clock.advance(0.5)
    expect((await f.status(id)).state).toBe('delayed')
    await f.clock.advance(0.5)
    expect((await f.status(id)).state).toBe('waiting')
  })

  it('sorts by due time, not by the order of adding', async () => {
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

  it('uses one timer for all jobs, and none if no job is delayed', async () => {
    const f = new QueueFixture()
    const ids = []
    for (const delayMs of [300, 100, 200]) ids.push(await f.add({ delayMs }))
    expect(f.clock.timers).toBe(1)
    for (const id of ids) await f.queue.cancel('work', id)
    expect(f.clock.timers).toBe(0)
  })
})

const before = (a: JobRecord, b: JobRecord): boolean =>
  a.dueTick === b.dueTick ? a.serial < b.serial : a.dueTick < b.dueTick

function job(dueTick: number, serial: number): JobRecord {
  const record = new JobRecord(new QueueFixture().request())
  record.dueTick = dueTick
  record.serial = serial
  return record
}

describe('JobHeap', () => {
  it('equals a sorted list for any pushes, pops and removals', () => {
    const steps = fc.array(
      fc.oneof(
        { weight: 3, arbitrary: fc.record({ do: fc.constant('push' as const), tick: fc.nat(8) }) },
        { weight: 1, arbitrary: fc.record({ do: fc.constant('pop' as const) }) },
        { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), which: fc.nat() }) },
      ),
      { maxLength: 80 },
    )
    fc.assert(
      fc.property(steps, (list) => {
        const heap = new JobHeap(before)
        let model: JobRecord[] = []
        for (const [serial, step] of list.entries()) {
          if (step.do === 'push') {
            const added = job(step.tick, serial)
            heap.push(added)
            model = [...model, added].sort((a, b) => (before(a, b) ? -1 : 1))
          } else if (step.do === 'pop') expect(heap.pop()).toBe(model.shift())
          else if (model.length > 0) {
            const [removed] = model.splice(step.which % model.length, 1)
            if (removed) {
              expect(heap.remove(removed)).toBe(true)
              expect(heap.remove(removed)).toBe(false)
            }
          }
          expect(heap.first()).toBe(model[0])
          expect(heap.size).toBe(model.length)
        }
        while (model.length > 0) expect(heap.pop()).toBe(model.shift())
        expect(heap.pop()).toBeUndefined()
      }),
    )
  })

  it('moves the job that fills a gap up if needed', () => {
    const heap = new JobHeap(before)
    // 13 goes, and 6, which fills its gap, belongs above 11 and 10.
    const ticks = [1, 10, 2, 11, 12, 3, 30, 13, 14, 15, 16, 5, 6]
    const jobs = ticks.map((tick) => job(tick, tick))
    for (const each of jobs) heap.push(each)
    const removed = jobs.find(({ serial }) => serial === 13)
    if (removed) heap.remove(removed)
    expect(ticks.slice(1).map(() => heap.pop()?.serial)).toEqual([1, 2, 3, 5, 6, 10, 11, 12, 14, 15, 16, 30])
  })

  it('does not remove a job of another heap', () => {
    const [one, other] = [new JobHeap(before), new JobHeap(before)]
    const [a, b] = [job(1, 1), job(2, 2)]
    one.push(a)
    other.push(b)
    expect(other.remove(a)).toBe(false)
    expect(one.pop()).toBe(a)
  })
})
