import { strict as assert } from 'node:assert'
import { NO_JOBS } from '../../../domain/jobs/index.js'
import { outcome } from './eventually.js'
import { type JobLaw, refused } from './job-law.js'
import { type JobQueueDriver, retries, WORK } from './job-queue-driver.js'

const ALL = { offset: 0, limit: 1000 }

/** Pause, remove, lists and counts. */
export const jobControlLaws: readonly JobLaw[] = [
  {
    id: 'jobs/pause',
    law: 'while a type is paused, none of its jobs starts and running ones continue; resume starts the waiting jobs',
    check: async (jobs) => {
      const [running, next] = [await jobs.add(), await jobs.add()]
      await jobs.work()
      const { succeed } = await jobs.started(0)
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
    law: 'a pause before the first job and worker is effective, for its type only',
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
    law: 'delayed jobs become due while their type is paused',
    check: async (jobs) => {
      await jobs.work()
      await jobs.queue.pause(WORK)
      const id = await jobs.add({ delayMs: 60_000 })
      await jobs.advanceTime(60_000)
      await jobs.reaches(id, 'waiting')
      await jobs.stays(id, 'waiting')
    },
  },
  {
    id: 'jobs/remove',
    law: 'a job that is not active can be removed: it is deleted and never runs',
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
      await jobs.advanceTime(60_000)
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
      const { succeed } = await jobs.started(0)
      await refused(jobs.queue.remove(WORK, id), 'ILLEGAL_JOB_STATE')
      await succeed()
      assert.equal((await jobs.status(id)).state, 'completed')
    },
  },
  {
    id: 'jobs/list',
    law: 'a list has the newest jobs first, filters by state, has pages, and shows the same snapshots as get',
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
    law: 'an invalid page is rejected',
    check: async (jobs) => {
      for (const wrong of [{ limit: 0 }, { limit: 1001 }, { offset: -1 }, { offset: 0.5 }, { states: ['lost'] }]) {
        await refused(jobs.queue.list(WORK, { ...ALL, ...(wrong as object) }), 'INVALID_ARGUMENT')
      }
    },
  },
  {
    id: 'jobs/never-used',
    law: 'an unknown type has zero counts, no jobs and nothing to remove',
    check: async (jobs) => {
      assert.deepEqual(await jobs.queue.stats('never'), NO_JOBS)
      assert.deepEqual(await jobs.queue.list('never', ALL), [])
      assert.equal(await jobs.queue.get('never', 'unknown'), undefined)
      assert.equal(await jobs.queue.remove('never', 'unknown'), false)
      assert.equal(await jobs.queue.trim('never'), 0)
    },
  },
]

async function ids(jobs: JobQueueDriver, listing: object): Promise<readonly string[]> {
  return (await jobs.queue.list(WORK, { ...ALL, ...listing })).map(({ id }) => id)
}

/** Failed jobs that are let run again. */
export const jobRetryLaws: readonly JobLaw[] = [
  {
    id: 'jobs/retry',
    law: 'a retried job runs again with all its attempts and no end time',
    check: async (jobs) => {
      const id = await jobs.add(retries(2, { delayMs: 0 }))
      await jobs.work()
      await (await jobs.started(0)).fail()
      await (await jobs.started(1)).fail()
      await jobs.queue.pause(WORK)
      const { state, attempts, progress, timestamps } = await jobs.queue.retry(WORK, id)
      assert.deepEqual({ state, attempts, progress }, { state: 'waiting', attempts: 0, progress: { percent: 0 } })
      assert.equal(timestamps.finishedAt, undefined)
      await jobs.queue.resume(WORK)
      await (await jobs.started(2)).fail()
      await (await jobs.started(3)).succeed()
      const done = await jobs.status(id)
      assert.deepEqual({ state: done.state, attempts: done.attempts }, { state: 'completed', attempts: 2 })
      assert.deepEqual(
        jobs.runs.map(({ run }) => run.attempt),
        [1, 2, 1, 2],
      )
    },
  },
  {
    id: 'jobs/retry-place',
    law: 'a retried job keeps its priority and waits behind jobs with the same one',
    check: async (jobs) => {
      await jobs.work()
      const urgent = await jobs.ended('failed', { priority: 1 })
      const plain = await jobs.ended('failed')
      await jobs.queue.pause(WORK)
      const [five, none] = [await jobs.add({ priority: 5 }), await jobs.add()]
      await jobs.queue.retry(WORK, plain)
      assert.equal((await jobs.queue.retry(WORK, urgent)).priority, 1)
      await jobs.queue.resume(WORK)
      assert.deepEqual(await jobs.drain(4), [urgent, five, none, plain])
    },
  },
  {
    id: 'jobs/retry-refused',
    law: 'a retry of a job that has not failed is rejected and changes nothing, not even its end time',
    check: async (jobs) => {
      const delayed = await jobs.add({ delayMs: 3_600_000 })
      await jobs.work()
      const ended = [await jobs.ended('completed'), await jobs.ended('cancelled')]
      const active = await jobs.add()
      await jobs.started(1)
      for (const id of [delayed, ...ended, active, await jobs.add()]) {
        const before = await jobs.status(id)
        await refused(jobs.queue.retry(WORK, id), 'ILLEGAL_JOB_STATE')
        assert.deepEqual(await jobs.status(id), before)
      }
      await refused(jobs.queue.retry(WORK, 'unknown'), 'JOB_NOT_FOUND')
    },
  },
  {
    id: 'jobs/retry-concurrent',
    law: 'of concurrent retries of one job exactly one succeeds',
    check: async (jobs) => {
      await jobs.work()
      const id = await jobs.ended('failed')
      await jobs.queue.pause(WORK)
      const answers = await Promise.all(Array.from({ length: 10 }, () => outcome(jobs.queue.retry(WORK, id))))
      assert.equal(answers.filter((answer) => answer === 'ILLEGAL_JOB_STATE').length, 9)
      const { waiting, failed } = await jobs.queue.stats(WORK)
      assert.deepEqual({ waiting, failed }, { waiting: 1, failed: 0 })
    },
  },
  {
    id: 'jobs/retry-key',
    law: 'a retried job takes its key again; the retry is rejected while another job has the key',
    check: async (jobs) => {
      await jobs.work()
      const id = await jobs.ended('failed', { key: 'k' })
      await jobs.queue.pause(WORK)
      const holder = await jobs.add({ key: 'k' })
      await refused(jobs.queue.retry(WORK, id), 'ILLEGAL_JOB_STATE', { holder })
      assert.equal((await jobs.status(id)).state, 'failed')
      await jobs.queue.cancel(WORK, holder)
      await jobs.queue.retry(WORK, id)
      assert.deepEqual(await jobs.queue.add(jobs.request({ key: 'k' })), { id, created: false })
    },
  },
]
