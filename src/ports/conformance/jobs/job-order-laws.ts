import { strict as assert } from 'node:assert'
import { remains } from './eventually.js'
import type { JobLaw } from './job-law.js'
import { retries, WORK } from './job-queue-driver.js'

/** Which job is next, and how many run at once. */
export const jobOrderLaws: readonly JobLaw[] = [
  {
    id: 'jobs/fifo',
    law: 'jobs run first in, first out',
    check: async (jobs) => {
      const ids = [await jobs.add(), await jobs.add(), await jobs.add()]
      const more = await jobs.queue.addMany([jobs.request(), jobs.request()])
      await jobs.work()
      assert.deepEqual(await jobs.drain(5), [...ids, ...more.map(({ id }) => id)])
    },
  },
  {
    id: 'jobs/priority',
    law: 'lower priorities run first, equal ones first in first out, jobs without a priority last',
    check: async (jobs) => {
      const none = await jobs.add()
      const last = await jobs.add({ priority: 1_000_000 })
      const five = await jobs.add({ priority: 5 })
      const zero = await jobs.add({ priority: 0 })
      const fiveAgain = await jobs.add({ priority: 5 })
      const noneAgain = await jobs.add()
      await jobs.work()
      assert.deepEqual(await jobs.drain(6), [zero, five, fiveAgain, last, none, noneAgain])
    },
  },
  {
    id: 'jobs/priority-many',
    law: 'jobs added by one call are sorted by priority before the first of them runs',
    check: async (jobs) => {
      await jobs.work()
      const [slow, quick] = await jobs.queue.addMany([jobs.request({ priority: 9 }), jobs.request({ priority: 1 })])
      assert.deepEqual(await jobs.drain(2), [quick?.id, slow?.id])
    },
  },
  {
    id: 'jobs/priority-late',
    law: 'a job added while others run is sorted into the waiting ones',
    check: async (jobs) => {
      const [running, waiting] = [await jobs.add(), await jobs.add()]
      await jobs.work()
      await jobs.started(0)
      const urgent = await jobs.add({ priority: 1 })
      assert.deepEqual(await jobs.drain(3), [running, urgent, waiting])
    },
  },
  {
    id: 'jobs/priority-kept',
    law: 'a job keeps its priority in every attempt',
    check: async (jobs) => {
      const urgent = await jobs.add({ priority: 1, ...retries(3, { delayMs: 0 }) })
      await jobs.work()
      const { fail } = await jobs.started(0)
      const lazy = await jobs.add({ priority: 5 })
      const none = await jobs.add()
      await fail()
      await (await jobs.started(1)).fail()
      assert.deepEqual(await jobs.drain(3), [urgent, lazy, none])
    },
  },
  {
    id: 'jobs/delay-not-early',
    law: 'a delayed job runs when it is due, never earlier',
    check: async (jobs) => {
      await jobs.work()
      const id = await jobs.add({ delayMs: 60_000 })
      await jobs.advanceTime(40_000)
      await jobs.stays(id, 'delayed')
      assert.equal(jobs.runs.length, 0)
      await jobs.advanceTime(20_000)
      await (await jobs.started(0)).succeed()
      assert.deepEqual(jobs.order, [id])
    },
  },
  {
    id: 'jobs/delay-order',
    law: 'delayed jobs run in the order of their due times, not in the order of adding',
    check: async (jobs) => {
      await jobs.work()
      const busy = await jobs.add()
      await jobs.started(0)
      const [late, early] = [await jobs.add({ delayMs: 120_000 }), await jobs.add({ delayMs: 60_000 })]
      await jobs.advanceTime(120_000)
      await jobs.reaches(late, 'waiting')
      assert.deepEqual(await jobs.drain(3), [busy, early, late])
    },
  },
  {
    id: 'jobs/delay-place',
    law: 'a due job joins the waiting ones by its priority, behind equal ones',
    check: async (jobs) => {
      await jobs.work()
      await jobs.add()
      const { succeed } = await jobs.started(0)
      const late = await jobs.add({ delayMs: 60_000 })
      const urgent = await jobs.add({ delayMs: 60_000, priority: 1 })
      const waiting = await jobs.add()
      await jobs.advanceTime(60_000)
      await jobs.reaches(late, 'waiting')
      await jobs.reaches(urgent, 'waiting')
      await succeed()
      assert.deepEqual(await jobs.drain(3), [urgent, waiting, late])
    },
  },
  {
    id: 'jobs/types-apart',
    law: 'jobs of one type do not wait for those of another',
    check: async (jobs) => {
      await jobs.work()
      const [first] = [await jobs.add(), await jobs.add()]
      await jobs.started(0)
      await jobs.work(1, 'other')
      const { id } = await jobs.queue.add(jobs.request({ type: 'other' }))
      await jobs.started(1)
      assert.deepEqual(jobs.order, [first, id])
      assert.equal((await jobs.queue.stats(WORK)).waiting, 1)
    },
  },
  {
    id: 'jobs/concurrency',
    law: 'a worker runs as many jobs at once as its concurrency, never more, and takes the next job when a slot is free',
    check: async (jobs) => {
      for (let n = 0; n < 5; n++) await jobs.add()
      await jobs.work(3)
      const { succeed } = await jobs.started(2)
      await remains('runs that began', () => jobs.runs.length, 3)
      const { active, waiting } = await jobs.queue.stats(WORK)
      assert.deepEqual({ active, waiting }, { active: 3, waiting: 2 })
      await succeed()
      await jobs.started(3)
      await remains('runs that began', () => jobs.runs.length, 4)
    },
  },
]
