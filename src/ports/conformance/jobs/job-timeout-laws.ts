import { strict as assert } from 'node:assert'
import { retries, WORK } from './driven-jobs.js'
import { type JobLaw, reasonOf } from './job-law.js'

/** Runs that take too long. */
export const jobTimeoutLaws: readonly JobLaw[] = [
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
