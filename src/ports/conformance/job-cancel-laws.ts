import { strict as assert } from 'node:assert'
import { retries, WORK } from './driven-jobs.js'
import { eventually } from './eventually.js'
import { type JobLaw, refused } from './job-law.js'

/** Cancelling, and runs that take too long. */
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
  {
    id: 'jobs/timeout',
    law: 'a run past its timeout has its signal fired and is a failed attempt',
    check: async (jobs) => {
      const id = await jobs.add({ timeoutMs: 60_000 })
      await jobs.work()
      const { run } = await jobs.began(0)
      const { signal } = run
      await jobs.elapse(40_000)
      await jobs.stays(id, 'active')
      assert.equal(signal.aborted, false)
      await jobs.elapse(20_000)
      const { attempts, error } = await jobs.reaches(id, 'failed')
      assert.equal(reasonOf(signal), 'timeout')
      assert.deepEqual({ attempts, code: error?.code }, { attempts: 1, code: 'ABORTED' })
    },
  },
  {
    id: 'jobs/timeout-repeats',
    law: 'a run past its timeout leads to the next attempt, which has its own time',
    check: async (jobs) => {
      const id = await jobs.add({ timeoutMs: 60_000, ...retries(2) })
      await jobs.work()
      const { fail } = await jobs.began(0)
      await jobs.elapse(60_000)
      await jobs.reaches(id, 'delayed')
      await fail()
      await jobs.elapse(60_000)
      const { run, succeed } = await jobs.began(1)
      await jobs.elapse(40_000)
      assert.equal(run.signal.aborted, false)
      await succeed('in time')
      const { state, result, attempts } = await jobs.status(id)
      assert.deepEqual({ state, result, attempts }, { state: 'completed', result: 'in time', attempts: 2 })
    },
  },
  {
    id: 'jobs/timeout-late',
    law: 'what a run does after its timeout changes nothing',
    check: async (jobs) => {
      const id = await jobs.add({ timeoutMs: 60_000 })
      await jobs.work()
      const { run, succeed } = await jobs.began(0)
      await jobs.elapse(60_000)
      const before = await jobs.reaches(id, 'failed')
      run.progress(90)
      await succeed('too late')
      await jobs.stays(id, 'failed')
      assert.deepEqual(await jobs.status(id), before)
    },
  },
  {
    id: 'jobs/timeout-place',
    law: 'a run past its timeout keeps its place among the concurrent ones until it really ends',
    check: async (jobs) => {
      const late = await jobs.add({ timeoutMs: 60_000 })
      const next = await jobs.add()
      await jobs.work()
      const { succeed } = await jobs.began(0)
      await jobs.elapse(60_000)
      await jobs.reaches(late, 'failed')
      await jobs.stays(next, 'waiting')
      await succeed()
      await jobs.reaches(next, 'active')
    },
  },
  {
    id: 'jobs/timeout-cancelled',
    law: 'a timeout after a cancel that was ignored means cancelled, without another attempt',
    check: async (jobs) => {
      const id = await jobs.add({ timeoutMs: 60_000, ...retries(5) })
      await jobs.work()
      await jobs.began(0)
      await jobs.queue.cancel(WORK, id)
      await jobs.elapse(60_000)
      await jobs.reaches(id, 'cancelled')
    },
  },
]

/** Why a signal fired. */
export function reasonOf({ reason }: AbortSignal): unknown {
  return (reason as { readonly details?: { readonly reason?: unknown } } | undefined)?.details?.reason
}
