import { strict as assert } from 'node:assert'
import { retries, WORK } from './driven-jobs.js'
import { outcome } from './eventually.js'
import { type JobLaw, refused } from './job-law.js'

/** Failed jobs that are let run again. */
export const jobRetryLaws: readonly JobLaw[] = [
  {
    id: 'jobs/retry',
    law: 'a failed job that is retried runs again with all its attempts, as if it had not ended',
    check: async (jobs) => {
      const id = await jobs.add(retries(2, { delayMs: 0 }))
      await jobs.work()
      await (await jobs.began(0)).fail()
      await (await jobs.began(1)).fail()
      await jobs.queue.pause(WORK)
      const { state, attempts, progress, timestamps } = await jobs.queue.retry(WORK, id)
      assert.deepEqual({ state, attempts, progress }, { state: 'waiting', attempts: 0, progress: { percent: 0 } })
      assert.equal(timestamps.finishedAt, undefined)
      await jobs.queue.resume(WORK)
      await (await jobs.began(2)).fail()
      await (await jobs.began(3)).succeed()
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
    law: 'a retried job keeps its priority, and stands behind the waiting ones that have the same',
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
    law: 'a retry of a job that has not failed is refused and changes nothing, its end least of all',
    check: async (jobs) => {
      const delayed = await jobs.add({ delayMs: 3_600_000 })
      await jobs.work()
      const ended = [await jobs.ended('completed'), await jobs.ended('cancelled')]
      const active = await jobs.add()
      await jobs.began(1)
      for (const id of [delayed, ...ended, active, await jobs.add()]) {
        const before = await jobs.status(id)
        await refused(jobs.queue.retry(WORK, id), 'ILLEGAL_JOB_STATE')
        assert.deepEqual(await jobs.status(id), before)
      }
      await refused(jobs.queue.retry(WORK, 'nobody'), 'JOB_NOT_FOUND')
    },
  },
  {
    id: 'jobs/retry-concurrent',
    law: 'of concurrent retries of one job exactly one is carried out',
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
    law: 'a retried job takes its key again, and is refused while another job has it',
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
