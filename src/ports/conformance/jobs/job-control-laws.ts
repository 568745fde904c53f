import { strict as assert } from 'node:assert'
import { NO_JOBS } from '../../../domain/jobs/index.js'
import { type DrivenJobs, WORK } from './driven-jobs.js'
import { type JobLaw, refused } from './job-law.js'

const ALL = { offset: 0, limit: 1000 }

/** Pause, remove, lists and counts. */
export const jobControlLaws: readonly JobLaw[] = [
  {
    id: 'jobs/pause',
    law: 'while a type is paused none of its jobs starts and running ones go on; resume starts what waits',
    check: async (jobs) => {
      const [running, next] = [await jobs.add(), await jobs.add()]
      await jobs.work()
      const { succeed } = await jobs.began(0)
      for (let n = 0; n < 2; n++) await jobs.queue.pause(WORK)
      const { waiting, active, paused } = await jobs.queue.stats(WORK)
      assert.deepEqual({ waiting, active, paused }, { waiting: 1, active: 1, paused: true })
      await succeed()
      assert.equal((await jobs.status(running)).state, 'completed')
      const urgent = await jobs.add({ priority: 1 })
      await jobs.stays(next, 'waiting')
      for (let n = 0; n < 2; n++) await jobs.queue.resume(WORK)
      assert.deepEqual(await jobs.drain(2), [urgent, next])
      assert.equal((await jobs.queue.stats(WORK)).paused, false)
    },
  },
  {
    id: 'jobs/pause-early',
    law: 'a pause before the first job and the first worker holds, and is one of its type alone',
    check: async (jobs) => {
      await jobs.queue.pause(WORK)
      await jobs.work()
      await jobs.work(1, 'other')
      const id = await jobs.add()
      const other = await jobs.queue.add(jobs.request({ type: 'other' }))
      await jobs.reaches(other.id, 'active', 'other')
      await jobs.stays(id, 'waiting')
    },
  },
  {
    id: 'jobs/pause-delayed',
    law: 'delayed jobs fall due while their type is paused',
    check: async (jobs) => {
      await jobs.work()
      await jobs.queue.pause(WORK)
      const id = await jobs.add({ delayMs: 60_000 })
      await jobs.elapse(60_000)
      await jobs.reaches(id, 'waiting')
      await jobs.stays(id, 'waiting')
    },
  },
  {
    id: 'jobs/remove',
    law: 'a job that is not active can be removed: it is gone, and never runs',
    check: async (jobs) => {
      await jobs.work()
      const ids = [await jobs.ended('completed'), await jobs.ended('failed'), await jobs.ended('cancelled')]
      await jobs.queue.pause(WORK)
      ids.push(await jobs.add(), await jobs.add({ priority: 1 }), await jobs.add({ delayMs: 60_000 }))
      for (const id of ids) {
        assert.equal(await jobs.queue.remove(WORK, id), true)
        assert.equal(await jobs.queue.get(WORK, id), undefined)
        assert.equal(await jobs.queue.remove(WORK, id), false)
      }
      assert.deepEqual(await jobs.queue.stats(WORK), { ...NO_JOBS, paused: true })
      await jobs.queue.resume(WORK)
      await jobs.elapse(60_000)
      const next = await jobs.add()
      assert.deepEqual(await jobs.drain(1), [next])
    },
  },
  {
    id: 'jobs/remove-active',
    law: 'an active job is never removed',
    check: async (jobs) => {
      const id = await jobs.add()
      await jobs.work()
      const { succeed } = await jobs.began(0)
      await refused(jobs.queue.remove(WORK, id), 'ILLEGAL_JOB_STATE')
      await succeed()
      assert.equal((await jobs.status(id)).state, 'completed')
    },
  },
  {
    id: 'jobs/list',
    law: 'a list has the newest first, by state, page by page, and shows what get shows',
    check: async (jobs) => {
      const delayed = await jobs.add({ delayMs: 60_000 })
      const [gone, waiting] = [await jobs.add(), await jobs.add({ priority: 1 })]
      const [last] = await jobs.queue.addMany([jobs.request()])
      await jobs.queue.cancel(WORK, gone)
      const all = [last?.id, waiting, gone, delayed]
      assert.deepEqual(await ids(jobs, {}), all)
      assert.deepEqual(await ids(jobs, { states: ['waiting'] }), [last?.id, waiting])
      assert.deepEqual(await ids(jobs, { states: ['cancelled', 'delayed'] }), [gone, delayed])
      assert.deepEqual(await ids(jobs, { states: [] }), [])
      assert.deepEqual(await ids(jobs, { offset: 1, limit: 2 }), [waiting, gone])
      assert.deepEqual(await ids(jobs, { offset: 9 }), [])
      for (const status of await jobs.queue.list(WORK, ALL)) assert.deepEqual(await jobs.status(status.id), status)
    },
  },
  {
    id: 'jobs/list-arguments',
    law: 'a page that no queue lists is refused',
    check: async (jobs) => {
      for (const wrong of [{ limit: 0 }, { limit: 1001 }, { offset: -1 }, { offset: 0.5 }, { states: ['lost'] }]) {
        await refused(jobs.queue.list(WORK, { ...ALL, ...(wrong as object) }), 'INVALID_ARGUMENT')
      }
    },
  },
  {
    id: 'jobs/never-used',
    law: 'a type never used has zeros, no jobs and nothing to remove',
    check: async (jobs) => {
      assert.deepEqual(await jobs.queue.stats('never'), NO_JOBS)
      assert.deepEqual(await jobs.queue.list('never', ALL), [])
      assert.equal(await jobs.queue.get('never', 'nobody'), undefined)
      assert.equal(await jobs.queue.remove('never', 'nobody'), false)
      assert.equal(await jobs.queue.trim('never'), 0)
    },
  },
]

async function ids(jobs: DrivenJobs, listing: object): Promise<readonly string[]> {
  return (await jobs.queue.list(WORK, { ...ALL, ...listing })).map(({ id }) => id)
}
