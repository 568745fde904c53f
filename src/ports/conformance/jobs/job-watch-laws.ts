import { strict as assert } from 'node:assert'
import type { JobStatus } from '../../../domain/jobs/index.js'
import { retries, WORK } from './driven-jobs.js'
import type { JobLaw } from './job-law.js'
import { watch, within } from './watching.js'

/** Who looks on. */
export const jobWatchLaws: readonly JobLaw[] = [
  {
    id: 'jobs/watch',
    law: 'a watch begins with the present state, shows changes with rising revisions, and ends after the final one',
    check: async (jobs) => {
      const id = await jobs.add(retries(2, { delayMs: 0 }))
      const watching = watch(jobs, id)
      await watching.sees(({ state }) => state === 'waiting')
      await jobs.work()
      const first = await jobs.began(0)
      await watching.sees(({ state }) => state === 'active')
      first.run.progress(50)
      await watching.sees(({ progress }) => progress.percent === 50)
      await first.fail()
      await (await jobs.began(1)).succeed('done')
      const seen = await watching.ended()
      assert.deepEqual(seen.at(-1), await jobs.status(id))
      const revisions = seen.map(({ revision }) => revision)
      assert.deepEqual(
        [...new Set(revisions)].sort((a, b) => a - b),
        revisions,
        'revisions rise',
      )
    },
  },
  {
    id: 'jobs/watch-ended',
    law: 'a watch of a job that has ended shows it once',
    check: async (jobs) => {
      await jobs.work()
      for (const end of ['completed', 'failed', 'cancelled'] as const) {
        const id = await jobs.ended(end)
        assert.deepEqual(await watch(jobs, id).ended(), [await jobs.status(id)])
      }
    },
  },
  {
    id: 'jobs/watch-nobody',
    law: 'a watch of a job that is not there ends at once',
    check: async (jobs) => assert.deepEqual(await watch(jobs, 'nobody').ended(), []),
  },
  {
    id: 'jobs/watch-conflated',
    law: 'a slow reader misses steps between, never the last',
    check: async (jobs) => {
      const id = await jobs.add()
      const reader = jobs.queue.watch(WORK, id)[Symbol.asyncIterator]()
      assert.equal((await reader.next()).value?.state, 'waiting')
      await jobs.work()
      const { run, succeed } = await jobs.began(0)
      for (let percent = 1; percent <= 20; percent++) run.progress(percent)
      await succeed('done')
      const rest: JobStatus[] = []
      const read = async () => {
        for (let next = await reader.next(); !next.done; next = await reader.next()) rest.push(next.value)
        return true
      }
      await within(jobs, 'the watch ends', read())
      assert.ok(rest.length < 20, `${rest.length} snapshots were kept for a slow reader`)
      assert.deepEqual(rest.at(-1), await jobs.status(id))
    },
  },
  {
    id: 'jobs/watch-removed',
    law: 'a watch ends when its job is removed',
    check: async (jobs) => {
      const id = await jobs.add()
      const watching = watch(jobs, id)
      await watching.sees(({ state }) => state === 'waiting')
      await jobs.queue.remove(WORK, id)
      await watching.ended()
    },
  },
  {
    id: 'jobs/watch-dropped',
    law: 'the last state is delivered also when the job is not kept',
    check: async (jobs) => {
      const id = await jobs.add({ retention: { age: 3600, count: 0 } })
      const watching = watch(jobs, id)
      await jobs.work()
      const { succeed } = await jobs.began(0)
      await watching.sees(({ state }) => state === 'active')
      await succeed('gone')
      assert.equal(await jobs.queue.get(WORK, id), undefined)
      const last = (await watching.ended()).at(-1)
      assert.deepEqual({ state: last?.state, result: last?.result }, { state: 'completed', result: 'gone' })
    },
  },
  {
    id: 'jobs/watch-given-up',
    law: 'a watch ends when its signal aborts, or when its reader gives up',
    check: async (jobs) => {
      const id = await jobs.add()
      const giveUp = new AbortController()
      const watching = watch(jobs, id, giveUp.signal)
      await watching.sees(({ state }) => state === 'waiting')
      giveUp.abort()
      assert.equal((await watching.ended()).length, 1)
      assert.deepEqual(await watch(jobs, id, giveUp.signal).ended(), [])
      for await (const status of jobs.queue.watch(WORK, id)) if (status) break
    },
  },
  {
    id: 'jobs/watch-close',
    law: 'a watch ends when the queue is closed',
    check: async (jobs) => {
      const id = await jobs.add()
      const watching = watch(jobs, id)
      await watching.sees(({ state }) => state === 'waiting')
      await jobs.queue.close(0)
      await watching.ended()
    },
  },
]
