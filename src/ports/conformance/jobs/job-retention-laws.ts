import { strict as assert } from 'node:assert'
import type { JobLaw } from './job-law.js'
import { type JobQueueDriver, WORK } from './job-queue-driver.js'

const ENDS = ['completed', 'failed', 'cancelled'] as const
const HOUR = { age: 3600, count: 1000 }

/** How long finished jobs are kept. */
export const jobRetentionLaws: readonly JobLaw[] = [
  {
    id: 'jobs/retention-count',
    law: 'for each final state, the latest jobs up to the retention count are kept',
    check: async (jobs) => {
      await jobs.work()
      for (const end of ENDS) {
        const ids: string[] = []
        for (let n = 0; n < 4; n++) ids.push(await jobs.ended(end, { retention: { age: 3600, count: 2 } }))
        assert.deepEqual(await kept(jobs, ids), ids.slice(2), end)
      }
      const { completed, failed, cancelled } = await jobs.queue.stats(WORK)
      assert.deepEqual({ completed, failed, cancelled }, { completed: 2, failed: 2, cancelled: 2 })
    },
  },
  {
    id: 'jobs/retention-age',
    law: 'a finished job is kept until its retention age; after that, trim deletes it and its key',
    check: async (jobs) => {
      await jobs.work()
      const ids: string[] = []
      for (const end of ENDS) ids.push(await jobs.ended(end, { key: end, unique: 'retained', retention: HOUR }))
      await jobs.advanceTime(3_000_000)
      assert.equal(await jobs.queue.trim(WORK), 0)
      assert.deepEqual(await kept(jobs, ids), ids)
      await jobs.advanceTime(900_000)
      await jobs.queue.trim(WORK)
      assert.deepEqual(await kept(jobs, ids), [])
      assert.deepEqual(await jobs.queue.list(WORK, { offset: 0, limit: 10 }), [])
      for (const end of ENDS) assert.equal((await jobs.queue.add(jobs.request({ key: end }))).created, true, end)
    },
  },
  {
    id: 'jobs/retention-reading',
    law: 'reading a finished job changes neither its age nor its order',
    check: async (jobs) => {
      await jobs.work()
      const retention = { age: 3600, count: 2 }
      const [a, b] = [await jobs.ended('completed', { retention }), await jobs.ended('completed', { retention })]
      await jobs.advanceTime(3_000_000)
      await jobs.status(a)
      const c = await jobs.ended('completed', { retention })
      assert.deepEqual(await kept(jobs, [a, b, c]), [b, c])
      await jobs.status(b)
      await jobs.advanceTime(900_000)
      await jobs.queue.trim(WORK)
      assert.deepEqual(await kept(jobs, [b, c]), [c])
    },
  },
  {
    id: 'jobs/retention-none',
    law: 'with an age or a count of 0 a finished job is not kept',
    check: async (jobs) => {
      await jobs.work()
      for (const end of ENDS) {
        for (const retention of [
          { age: 0, count: 10 },
          { age: 3600, count: 0 },
        ]) {
          assert.deepEqual(await kept(jobs, [await jobs.ended(end, { retention })]), [], end)
        }
      }
    },
  },
  {
    id: 'jobs/retention-unfinished',
    law: 'unfinished jobs are never deleted, whatever their age and number',
    check: async (jobs) => {
      const retention = { age: 60, count: 1 }
      const ids: string[] = []
      for (let n = 0; n < 3; n++) ids.push(await jobs.add({ retention }))
      ids.push(await jobs.add({ retention, delayMs: 86_400_000 }))
      await jobs.work()
      const { succeed } = await jobs.started(0)
      await jobs.advanceTime(600_000)
      await jobs.queue.trim(WORK)
      await succeed()
      assert.deepEqual(await kept(jobs, ids), ids)
    },
  },
  {
    id: 'jobs/retention-retried',
    law: 'a retried job is kept until it ends again, and its age starts at that end',
    check: async (jobs) => {
      await jobs.work()
      const id = await jobs.ended('failed', { retention: HOUR })
      await jobs.advanceTime(3_000_000)
      await jobs.queue.retry(WORK, id)
      const { succeed } = await jobs.started(1)
      await jobs.advanceTime(3_000_000)
      await jobs.queue.trim(WORK)
      await succeed()
      await jobs.advanceTime(3_000_000)
      await jobs.queue.trim(WORK)
      assert.deepEqual(await kept(jobs, [id]), [id])
    },
  },
]

/** Those of `ids` that are still there. */
async function kept(jobs: JobQueueDriver, ids: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(ids.map(async (id) => ((await jobs.queue.get(WORK, id)) ? [id] : [])))
  return found.flat()
}
