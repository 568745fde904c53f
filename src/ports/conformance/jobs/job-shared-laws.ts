import { strict as assert } from 'node:assert'
import { retries, WORK } from './driven-jobs.js'
import { eventually } from './eventually.js'
import { type JobLaw, reasonOf } from './job-law.js'
import { watch, within } from './watching.js'

/** What holds among processes that share one store. */
export const jobSharedLaws: readonly JobLaw[] = [
  {
    id: 'jobs/shared-work',
    law: 'a job runs in whatever process has a worker, once, and all see its end',
    needs: ['shared'],
    check: async (jobs) => {
      const [one, other] = [await jobs.peer(), await jobs.peer()]
      await one.work()
      await other.work()
      const ids = [await jobs.add(), await jobs.add()]
      await Promise.all([one.began(0), other.began(0)])
      await one.runs[0]?.succeed()
      await other.runs[0]?.succeed()
      for (const id of ids) assert.equal((await jobs.status(id)).state, 'completed')
      assert.deepEqual([...one.order, ...other.order].sort(), [...ids].sort())
    },
  },
  {
    id: 'jobs/shared-key',
    law: 'of concurrent adds with one key in several processes exactly one creates a job',
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
      const { run, fail } = await peer.began(0)
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
    law: 'a watch sees the run in another process, to its end',
    needs: ['shared'],
    check: async (jobs) => {
      const peer = await jobs.peer()
      const id = await jobs.add()
      const watching = watch(jobs, id)
      await watching.sees(({ state }) => state === 'waiting')
      await peer.work()
      const { run, succeed } = await peer.began(0)
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
    law: 'a pause holds in every process, also in one that comes later',
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
    law: 'what a closing process could not bring to its end is run by another',
    needs: ['shared'],
    check: async (jobs) => {
      const peer = await jobs.peer()
      await peer.work()
      const [running, waiting] = [await jobs.add(), await jobs.add()]
      const { fail } = await peer.began(0)
      const closing = peer.queue.close(0)
      await fail()
      await within(jobs, 'the close has ended', closing)
      await jobs.work(2)
      await jobs.began(1)
      assert.deepEqual([...jobs.order].sort(), [running, waiting].sort())
    },
  },
]
