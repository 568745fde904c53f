import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { JobHeap } from '../../../src/adapters/memory/jobs/job-heap.js'
import { JobRecord } from '../../../src/adapters/memory/jobs/job-record.js'
import { QueueFixture } from './queue-fixture.js'

const before = (a: JobRecord, b: JobRecord): boolean =>
  a.dueTick === b.dueTick ? a.serial < b.serial : a.dueTick < b.dueTick

function job(dueTick: number, serial: number): JobRecord {
  const record = new JobRecord(new QueueFixture().request())
  record.dueTick = dueTick
  record.serial = serial
  return record
}

describe('JobHeap', () => {
  it('along any pushes, pops and removals gives what a sorted list gives', () => {
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

  it('lets the job that fills a gap rise where it has to', () => {
    const heap = new JobHeap(before)
    // 13 goes, and 6, which fills its gap, belongs above 11 and 10.
    const ticks = [1, 10, 2, 11, 12, 3, 30, 13, 14, 15, 16, 5, 6]
    const jobs = ticks.map((tick) => job(tick, tick))
    for (const each of jobs) heap.push(each)
    const removed = jobs.find(({ serial }) => serial === 13)
    if (removed) heap.remove(removed)
    expect(ticks.slice(1).map(() => heap.pop()?.serial)).toEqual([1, 2, 3, 5, 6, 10, 11, 12, 14, 15, 16, 30])
  })

  it('does not take a job of another heap for its own', () => {
    const [one, other] = [new JobHeap(before), new JobHeap(before)]
    const [a, b] = [job(1, 1), job(2, 2)]
    one.push(a)
    other.push(b)
    expect(other.remove(a)).toBe(false)
    expect(one.pop()).toBe(a)
  })
})
