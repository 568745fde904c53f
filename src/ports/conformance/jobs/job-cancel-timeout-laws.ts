import { strict as assert } from 'node:assert'
import { eventually } from './eventually.js'
import { type JobLaw, reasonOf, refused } from './job-law.js'
import { retries, WORK } from './job-queue-driver.js'

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
      await jobs.advanceTime(60_000)
      const next = await jobs.add()
      assert.deepEqual(await jobs.drain(1), [next])
      const { cancelled, completed } = await jobs.queue.stats(WORK)
      assert.deepEqual({ cancelled, completed }, { cancelled: 3, completed: 1 })
    },
  },
  {
    id: 'jobs/cancel-backoff',
    law: 'a job in backoff is cancelled at once',
    check: async (jobs) => {
      const id = await jobs.add(retries(3))
      await jobs.work()
      await (await jobs.started(0)).fail()
      await jobs.reaches(id, 'delayed')
      assert.equal(await jobs.queue.cancel(WORK, id), 'cancelled')
      await jobs.advanceTime(60_000)
      await jobs.stays(id, 'cancelled')
      assert.equal(jobs.runs.length, 1)
    },
  },
  {
    id: 'jobs/cancel-running',
    law: 'cancelling a running job returns requested and aborts the signal of its run only; it may be repeated',
    check: async (jobs) => {
      const [id] = [await jobs.add(), await jobs.add()]
      await jobs.work(2)
      const [{ run }, other] = [await jobs.started(0), await jobs.started(1)]
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
    law: 'an error after the signal makes the job cancelled, without another attempt',
    check: async (jobs) => {
      const id = await jobs.add(retries(5, { delayMs: 0 }))
      await jobs.work()
      const { fail } = await jobs.started(0)
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
    law: 'a result after the signal still makes the job completed',
    check: async (jobs) => {
      const id = await jobs.add()
      await jobs.work()
      const { succeed } = await jobs.started(0)
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
    law: 'cancelling an unknown job fails with JOB_NOT_FOUND',
    check: async (jobs) => refused(jobs.queue.cancel(WORK, 'unknown'), 'JOB_NOT_FOUND'),
  },
]

/** Runs that take too long. */
export const jobTimeoutLaws: readonly JobLaw[] = [
  {
    id: 'jobs/timeout',
    law: 'a run that times out is aborted and is a failed attempt',
    check: async (jobs) => {
      const id = await jobs.add({ timeoutMs: 60_000 })
      await jobs.work()
      const { run } = await jobs.started(0)
      const { signal } = run
      await jobs.advanceTime(40_000)
      await jobs.stays(id, 'active')
      assert.equal(signal.aborted, false)
      await jobs.advanceTime(20_000)
      const { attempts, error } = await jobs.reaches(id, 'failed')
      assert.equal(reasonOf(signal), 'timeout')
      assert.deepEqual({ attempts, code: error?.code }, { attempts: 1, code: 'ABORTED' })
    },
  },
  {
    id: 'jobs/timeout-repeats',
    law: 'a run that times out is followed by the next attempt, with a timeout of its own',
    check: async (jobs) => {
      const id = await jobs.add({ timeoutMs: 60_000, ...retries(2) })
      await jobs.work()
      const { fail } = await jobs.started(0)
      await jobs.advanceTime(60_000)
      await jobs.reaches(id, 'delayed')
      await fail()
      await jobs.advanceTime(60_000)
      const { run, succeed } = await jobs.started(1)
      await jobs.advanceTime(40_000)
      assert.equal(run.signal.aborted, false)
      await succeed('in time')
      const { state, result, attempts } = await jobs.status(id)
      assert.deepEqual({ state, result, attempts }, { state: 'completed', result: 'in time', attempts: 2 })
    },
  },
  {
    id: 'jobs/timeout-late',
    law: 'a run that timed out cannot change its job any more',
    check: async (jobs) => {
      const id = await jobs.add({ timeoutMs: 60_000 })
      await jobs.work()
      const { run, succeed } = await jobs.started(0)
      await jobs.advanceTime(60_000)
      const before = await jobs.reaches(id, 'failed')
      run.progress(90)
      await succeed('too late')
      await jobs.stays(id, 'failed')
      assert.deepEqual(await jobs.status(id), before)
    },
  },
  {
    id: 'jobs/timeout-place',
    law: 'a run that timed out keeps its slot until its handler ends',
    check: async (jobs) => {
      const late = await jobs.add({ timeoutMs: 60_000 })
      const next = await jobs.add()
      await jobs.work()
      const { succeed } = await jobs.started(0)
      await jobs.advanceTime(60_000)
      await jobs.reaches(late, 'failed')
      await jobs.stays(next, 'waiting')
      await succeed()
      await jobs.reaches(next, 'active')
    },
  },
  {
    id: 'jobs/timeout-cancelled',
    law: 'a timeout after an ignored cancel makes the job cancelled, without another attempt',
    check: async (jobs) => {
      const id = await jobs.add({ timeoutMs: 60_000, ...retries(5) })
      await jobs.work()
      await jobs.started(0)
      await jobs.queue.cancel(WORK, id)
      await jobs.advanceTime(60_000)
      await jobs.reaches(id, 'cancelled')
    },
  },
]
