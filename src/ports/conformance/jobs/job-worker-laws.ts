import { strict as assert } from 'node:assert'
import { eventually, remains } from './eventually.js'
import { type JobLaw, reasonOf, refused, watch, within } from './job-law.js'
import { retries, WORK } from './job-queue-driver.js'

/** Workers that come and go, and the end of a queue. */
export const jobWorkerLaws: readonly JobLaw[] = [
  {
    id: 'jobs/worker-arguments',
    law: 'a concurrency outside 1 to 1000 is rejected, and so is a second worker of a type until the first one stops',
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
    law: 'a stopping worker takes no more jobs, and has stopped when all its runs have ended',
    check: async (jobs) => {
      const ids = [await jobs.add(), await jobs.add(), await jobs.add()]
      const stop = await jobs.work(2)
      const [first, second] = [await jobs.started(0), await jobs.started(1)]
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
    id: 'jobs/worker-count',
    law: 'a queue that counts its workers counts each from its start until it has stopped',
    check: async (jobs) => {
      const { queue } = jobs
      if (!queue.countWorkers) return
      const counts = (type: string, count: number) =>
        eventually(
          `${count} workers`,
          async () => ((await queue.countWorkers?.(type)) === count ? true : undefined),
          jobs.waitMs,
        )
      await counts(WORK, 0)
      const stop = await jobs.work()
      await counts(WORK, 1)
      await counts('other', 0)
      await jobs.add()
      const { succeed } = await jobs.started(0)
      await counts(WORK, 1)
      await succeed()
      await stop()
      await counts(WORK, 0)
    },
  },
  {
    id: 'jobs/worker-count-shared',
    law: 'a queue counts the workers of all processes',
    needs: ['shared'],
    check: async (jobs) => {
      const other = await jobs.peer()
      const counts = (count: number) =>
        eventually(
          `${count} workers`,
          async () => ((await jobs.queue.countWorkers?.(WORK)) === count ? true : undefined),
          jobs.waitMs,
        )
      if (!jobs.queue.countWorkers) return
      await other.work()
      const stop = await jobs.work()
      await counts(2)
      await stop()
      await counts(1)
    },
  },
  {
    id: 'jobs/close-refuses',
    law: 'once called, close rejects new jobs, retries and workers; once resolved, it rejects all calls',
    check: async (jobs) => {
      const running = await jobs.add()
      await jobs.work()
      const { succeed } = await jobs.started(0)
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
    law: 'close waits for running handlers, starts no more, and may be repeated',
    check: async (jobs) => {
      const [running] = [await jobs.add(), await jobs.add()]
      await jobs.work()
      const { run, succeed } = await jobs.started(0)
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
    law: 'at its deadline, close aborts the signals; it resolves when the handlers have ended',
    check: async (jobs) => {
      await jobs.add()
      await jobs.work()
      const { run, fail } = await jobs.started(0)
      const { signal } = run
      const closing = jobs.queue.close(60_000)
      await jobs.advanceTime(60_000)
      await within(jobs, 'the signal fires', fired(signal))
      assert.equal(reasonOf(signal), 'close')
      await fail()
      await within(jobs, 'the close has ended', closing)
    },
  },
  {
    id: 'jobs/close-signal',
    law: 'the deadline of close has passed when its signal aborts',
    check: async (jobs) => {
      await jobs.add()
      await jobs.work()
      const { run, fail } = await jobs.started(0)
      const hurry = new AbortController()
      const closing = jobs.queue.close(3_600_000, { signal: hurry.signal })
      await remains('aborted', () => run.signal.aborted, false)
      hurry.abort()
      await within(jobs, 'the signal fires', fired(run.signal))
      assert.equal(reasonOf(run.signal), 'close')
      await fail()
      await within(jobs, 'the close has ended', closing)
    },
  },
  {
    id: 'jobs/close-returns',
    law: 'close resolves at most a second after its deadline, even if handlers never end',
    check: async (jobs) => {
      await jobs.add()
      await jobs.work()
      await jobs.started(0)
      const closing = jobs.queue.close(60_000)
      await jobs.advanceTime(60_000)
      await jobs.advanceTime(1000)
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

/** What holds among processes that share one store. */
export const jobSharedLaws: readonly JobLaw[] = [
  {
    id: 'jobs/shared-work',
    law: 'a job runs once, in any process with a worker, and all processes see its end',
    needs: ['shared'],
    check: async (jobs) => {
      const [one, other] = [await jobs.peer(), await jobs.peer()]
      await one.work()
      await other.work()
      const ids = [await jobs.add(), await jobs.add()]
      await Promise.all([one.started(0), other.started(0)])
      await one.runs[0]?.succeed()
      await other.runs[0]?.succeed()
      for (const id of ids) assert.equal((await jobs.status(id)).state, 'completed')
      assert.deepEqual([...one.order, ...other.order].sort(), [...ids].sort())
    },
  },
  {
    id: 'jobs/shared-key',
    law: 'of concurrent adds with the same key in several processes exactly one creates a job',
    needs: ['shared'],
    check: async (jobs) => {
      const peer = await jobs.peer()
      const adds = Array.from({ length: 10 }, (_, n) =>
        (n % 2 ? peer : jobs).queue.add(jobs.request({ id: `shared-${n}`, key: 'k' })),
      )
      const receipts = await Promise.all(adds)
      assert.equal(receipts.filter(({ created }) => created).length, 1)
      assert.equal(new Set(receipts.map(({ id }) => id)).size, 1)
    },
  },
  {
    id: 'jobs/shared-cancel',
    law: 'a cancel reaches the run in another process',
    needs: ['shared'],
    check: async (jobs) => {
      const peer = await jobs.peer()
      await peer.work()
      const id = await jobs.add(retries(3, { delayMs: 0 }))
      const { run, fail } = await peer.started(0)
      const { signal } = run
      assert.equal(await jobs.queue.cancel(WORK, id), 'requested')
      await eventually('the signal fires', () => (signal.aborted ? true : undefined), jobs.waitMs)
      assert.equal(reasonOf(signal), 'cancel')
      await fail()
      assert.equal((await jobs.status(id)).state, 'cancelled')
    },
  },
  {
    id: 'jobs/shared-watch',
    law: 'a watch shows the run in another process until its end',
    needs: ['shared'],
    check: async (jobs) => {
      const peer = await jobs.peer()
      const id = await jobs.add()
      const watching = watch(jobs, id)
      await watching.sees(({ state }) => state === 'waiting')
      await peer.work()
      const { run, succeed } = await peer.started(0)
      run.progress({ percent: 40, stage: 'half' })
      await watching.sees(({ progress }) => progress.stage === 'half')
      await succeed('there')
      const last = (await watching.ended()).at(-1)
      assert.deepEqual(last, await jobs.status(id))
      assert.deepEqual({ state: last?.state, result: last?.result }, { state: 'completed', result: 'there' })
    },
  },
  {
    id: 'jobs/shared-pause',
    law: 'a pause is effective in all processes, later ones included',
    needs: ['shared'],
    check: async (jobs) => {
      const peer = await jobs.peer()
      await peer.work()
      await jobs.queue.pause(WORK)
      const id = await jobs.add()
      const late = await jobs.peer()
      await late.work()
      await jobs.stays(id, 'waiting')
      assert.equal((await late.queue.stats(WORK)).paused, true)
      await late.queue.resume(WORK)
      await jobs.reaches(id, 'active')
    },
  },
  {
    id: 'jobs/shared-close',
    law: 'jobs that a closing process could not finish run in another process',
    needs: ['shared'],
    check: async (jobs) => {
      const peer = await jobs.peer()
      await peer.work()
      const [running, waiting] = [await jobs.add(), await jobs.add()]
      const { fail } = await peer.started(0)
      const closing = peer.queue.close(0)
      await fail()
      await within(jobs, 'the close has ended', closing)
      await jobs.work(2)
      await jobs.started(1)
      assert.deepEqual([...jobs.order].sort(), [running, waiting].sort())
    },
  },
]
