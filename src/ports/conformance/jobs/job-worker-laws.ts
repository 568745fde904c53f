import { strict as assert } from 'node:assert'
import { WORK } from './driven-jobs.js'
import { remains } from './eventually.js'
import { type JobLaw, reasonOf, refused } from './job-law.js'
import { within } from './watching.js'

/** Workers that come and go, and the end of a queue. */
export const jobWorkerLaws: readonly JobLaw[] = [
  {
    id: 'jobs/worker-arguments',
    law: 'a concurrency outside 1 to 1000 is refused, and so is a second worker of a type until the first is stopped',
    check: async (jobs) => {
      for (const wrong of [0, 1001, 1.5, Number.NaN]) await refused(jobs.work(wrong), 'INVALID_ARGUMENT')
      const stop = await jobs.work()
      await refused(jobs.work(), 'INVALID_ARGUMENT')
      await stop()
      await jobs.work()
      const id = await jobs.add()
      assert.deepEqual(await jobs.drain(1), [id])
    },
  },
  {
    id: 'jobs/worker-stop',
    law: 'a worker that is stopped takes no more, and has stopped when no run of it is left',
    check: async (jobs) => {
      const ids = [await jobs.add(), await jobs.add(), await jobs.add()]
      const stop = await jobs.work(2)
      const [first, second] = [await jobs.began(0), await jobs.began(1)]
      let stopped = false
      const stopping = stop().then(() => {
        stopped = true
      })
      await first.succeed()
      await remains('stopped', () => stopped, false)
      await second.succeed()
      await within(jobs, 'the worker has stopped', stopping)
      await jobs.stays(ids[2] ?? '', 'waiting')
      await stop()
      await jobs.work()
      assert.deepEqual(await jobs.drain(1), ids.slice(2))
    },
  },
  {
    id: 'jobs/close-refuses',
    law: 'from its begin a close refuses new jobs, retries and workers, from its end on everything',
    check: async (jobs) => {
      const running = await jobs.add()
      await jobs.work()
      const { succeed } = await jobs.began(0)
      const closing = jobs.queue.close(3_600_000)
      await refused(jobs.queue.add(jobs.request()), 'APP_CLOSED')
      await refused(jobs.queue.addMany([jobs.request()]), 'APP_CLOSED')
      await refused(jobs.queue.retry(WORK, running), 'APP_CLOSED')
      await refused(jobs.work(1, 'other'), 'APP_CLOSED')
      await succeed()
      await within(jobs, 'the close has ended', closing)
      await refused(jobs.queue.get(WORK, running), 'APP_CLOSED')
      await refused(jobs.queue.stats(WORK), 'APP_CLOSED')
      await refused(jobs.queue.cancel(WORK, running), 'APP_CLOSED')
    },
  },
  {
    id: 'jobs/close-waits',
    law: 'a close lets running handlers end, starts nothing more, and may be repeated',
    check: async (jobs) => {
      const [running] = [await jobs.add(), await jobs.add()]
      await jobs.work()
      const { run, succeed } = await jobs.began(0)
      let closed = false
      const closing = Promise.all([jobs.queue.close(3_600_000), jobs.queue.close(0)]).then(() => {
        closed = true
      })
      await remains('closed', () => closed, false)
      assert.equal(run.signal.aborted, false)
      await succeed()
      await within(jobs, 'the close has ended', closing)
      await jobs.queue.close(0)
      assert.deepEqual(jobs.order, [running])
    },
  },
  {
    id: 'jobs/close-aborts',
    law: 'at its deadline a close fires the signals, and ends when the handlers have',
    check: async (jobs) => {
      await jobs.add()
      await jobs.work()
      const { run, fail } = await jobs.began(0)
      const { signal } = run
      const closing = jobs.queue.close(60_000)
      await jobs.elapse(60_000)
      await within(jobs, 'the signal fires', fired(signal))
      assert.equal(reasonOf(signal), 'close')
      await fail()
      await within(jobs, 'the close has ended', closing)
    },
  },
  {
    id: 'jobs/close-returns',
    law: 'a close returns at most a second after its deadline, whatever the handlers do',
    check: async (jobs) => {
      await jobs.add()
      await jobs.work()
      await jobs.began(0)
      const closing = jobs.queue.close(60_000)
      await jobs.elapse(60_000)
      await jobs.elapse(1000)
      await within(jobs, 'the close has ended', closing)
    },
  },
]

function fired(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
