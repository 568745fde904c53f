import { strict as assert } from 'node:assert'
import { retries, WORK } from './driven-jobs.js'
import { eventually } from './eventually.js'
import { type JobLaw, reasonOf, refused } from './job-law.js'

/** Cancelling. */
export const jobCancelLaws: readonly JobLaw[] = [
  {
    id: 'jobs/cancel-pending',
    law: 'a waiting or delayed job is cancelled at once and never runs',
    check: async (jobs) => {
      const ids = [await jobs.add(), await jobs.add({ delayMs: 60_000 }), await jobs.add({ priority: 1 })]
      for (const id of ids) {
        assert.equal(await jobs.queue.cancel(WORK, id), 'cancelled')
        const { state, attempts, cancelRequested, timestamps } = await jobs.status(id)
        assert.deepEqual(
          { state, attempts, cancelRequested },
          { state: 'cancelled', attempts: 0, cancelRequested: false },
        )
        assert.ok(timestamps.finishedAt !== undefined, 'it has an end')
      }
      await jobs.work()
      await jobs.elapse(60_000)
      const next = await jobs.add()
      assert.deepEqual(await jobs.drain(1), [next])
      const { cancelled, completed } = await jobs.queue.stats(WORK)
      assert.deepEqual({ cancelled, completed }, { cancelled: 3, completed: 1 })
    },
  },
  {
    id: 'jobs/cancel-backoff',
    law: 'a job that rests between two attempts is cancelled at once',
    check: async (jobs) => {
      const id = await jobs.add(retries(3))
      await jobs.work()
      await (await jobs.began(0)).fail()
      await jobs.reaches(id, 'delayed')
      assert.equal(await jobs.queue.cancel(WORK, id), 'cancelled')
      await jobs.elapse(60_000)
      await jobs.stays(id, 'cancelled')
      assert.equal(jobs.runs.length, 1)
    },
  },
  {
    id: 'jobs/cancel-running',
    law: 'cancelling a running job is requested: its signal fires, that of no other, and may be repeated',
    check: async (jobs) => {
      const [id] = [await jobs.add(), await jobs.add()]
      await jobs.work(2)
      const [{ run }, other] = [await jobs.began(0), await jobs.began(1)]
      assert.equal(run.signal.aborted, false)
      assert.equal(await jobs.queue.cancel(WORK, id), 'requested')
      await eventually('the signal fires', () => (run.signal.aborted ? true : undefined), jobs.waitMs)
      assert.equal(reasonOf(run.signal), 'cancel')
      const { state, cancelRequested } = await jobs.status(id)
      assert.deepEqual({ state, cancelRequested }, { state: 'active', cancelRequested: true })
      assert.equal(await jobs.queue.cancel(WORK, id), 'requested')
      assert.equal(other.run.signal.aborted, false)
    },
  },
  {
    id: 'jobs/cancel-then-error',
    law: 'an error after the signal means cancelled, without another attempt',
    check: async (jobs) => {
      const id = await jobs.add(retries(5, { delayMs: 0 }))
      await jobs.work()
      const { fail } = await jobs.began(0)
      await jobs.queue.cancel(WORK, id)
      await fail(new Error('aborted'))
      const { state, attempts, cancelRequested } = await jobs.status(id)
      assert.deepEqual(
        { state, attempts, cancelRequested },
        { state: 'cancelled', attempts: 1, cancelRequested: false },
      )
      await jobs.stays(id, 'cancelled')
      assert.equal(jobs.runs.length, 1)
    },
  },
  {
    id: 'jobs/cancel-then-success',
    law: 'a result after the signal still means completed',
    check: async (jobs) => {
      const id = await jobs.add()
      await jobs.work()
      const { succeed } = await jobs.began(0)
      await jobs.queue.cancel(WORK, id)
      await succeed('made it')
      const { state, result, cancelRequested } = await jobs.status(id)
      assert.deepEqual(
        { state, result, cancelRequested },
        { state: 'completed', result: 'made it', cancelRequested: false },
      )
    },
  },
  {
    id: 'jobs/cancel-ended',
    law: 'cancelling a job that has ended changes nothing',
    check: async (jobs) => {
      await jobs.work()
      for (const end of ['completed', 'failed', 'cancelled'] as const) {
        const id = await jobs.ended(end)
        const before = await jobs.status(id)
        assert.equal(await jobs.queue.cancel(WORK, id), 'unchanged', end)
        assert.deepEqual(await jobs.status(id), before)
      }
    },
  },
  {
    id: 'jobs/cancel-unknown',
    law: 'cancelling what is not there is JOB_NOT_FOUND',
    check: async (jobs) => refused(jobs.queue.cancel(WORK, 'nobody'), 'JOB_NOT_FOUND'),
  },
]
