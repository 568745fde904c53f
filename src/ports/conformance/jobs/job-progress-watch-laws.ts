import { strict as assert } from 'node:assert'
import { type JobStatus, MAX_PROGRESS_LENGTHS } from '../../../domain/jobs/index.js'
import { eventually } from './eventually.js'
import { type JobLaw, refused, watch, within } from './job-law.js'
import { type JobQueueDriver, retries, WORK } from './job-queue-driver.js'

/** How far a run is. */
export const jobProgressLaws: readonly JobLaw[] = [
  {
    id: 'jobs/progress',
    law: 'progress is a number, or percent, stage and message; it rises within an attempt and restarts at 0 in the next; a completed job has 100 %',
    check: async (jobs) => {
      const id = await jobs.add(retries(2, { delayMs: 0 }))
      await jobs.work()
      const first = await jobs.started(0)
      const shows = (progress: JobStatus['progress']) => eventually('it shows', shown(jobs, id, progress), jobs.waitMs)
      await shows({ percent: 0 })
      first.run.progress(30)
      await shows({ percent: 30 })
      first.run.progress({ percent: 20, stage: 's', message: 'm' })
      await shows({ percent: 30, stage: 's', message: 'm' })
      await first.fail()
      const second = await jobs.started(1)
      await shows({ percent: 0 })
      second.run.progress(5)
      await second.succeed()
      assert.deepEqual((await jobs.status(id)).progress, { percent: 100 })
      const [done] = await jobs.queue.list(WORK, { offset: 0, limit: 1 })
      assert.deepEqual(done?.progress, { percent: 100 })
      assert.deepEqual((await watch(jobs, id).ended()).at(-1)?.progress, { percent: 100 })
    },
  },
  {
    id: 'jobs/progress-bounded',
    law: 'stage and message of progress are truncated',
    check: async (jobs) => {
      const id = await jobs.add()
      await jobs.work()
      const { run, succeed } = await jobs.started(0)
      run.progress({ percent: 1, stage: 's'.repeat(100_000), message: 'm'.repeat(1_000_000) })
      await succeed()
      const { stage, message } = (await jobs.status(id)).progress
      assert.equal(stage, 's'.repeat(MAX_PROGRESS_LENGTHS.stage))
      assert.equal(message, 'm'.repeat(MAX_PROGRESS_LENGTHS.message))
    },
  },
  {
    id: 'jobs/progress-range',
    law: 'reporting progress outside 0 to 100 throws',
    check: async (jobs) => {
      await jobs.add()
      await jobs.work()
      const { run } = await jobs.started(0)
      const report = (percent: number) => async () => run.progress(percent)
      for (const percent of [-1, 101, Number.NaN]) await refused(report(percent)(), 'INVALID_ARGUMENT')
    },
  },
]

function shown(jobs: JobQueueDriver, id: string, progress: JobStatus['progress']) {
  return async () => {
    const now = (await jobs.status(id)).progress
    return JSON.stringify(Object.entries(now).sort()) === JSON.stringify(Object.entries(progress).sort())
      ? true
      : undefined
  }
}

/** Who looks on. */
export const jobWatchLaws: readonly JobLaw[] = [
  {
    id: 'jobs/watch',
    law: 'a watch starts with the current state, shows changes with rising revisions, and ends after the final state',
    check: async (jobs) => {
      const id = await jobs.add(retries(2, { delayMs: 0 }))
      const watching = watch(jobs, id)
      await watching.sees(({ state }) => state === 'waiting')
      await jobs.work()
      const first = await jobs.started(0)
      await watching.sees(({ state }) => state === 'active')
      first.run.progress(50)
      await watching.sees(({ progress }) => progress.percent === 50)
      await first.fail()
      await (await jobs.started(1)).succeed('done')
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
    law: 'a watch of an ended job shows it once',
    check: async (jobs) => {
      await jobs.work()
      for (const end of ['completed', 'failed', 'cancelled'] as const) {
        const id = await jobs.ended(end)
        assert.deepEqual(await watch(jobs, id).ended(), [await jobs.status(id)])
      }
    },
  },
  {
    id: 'jobs/watch-unknown',
    law: 'a watch of an unknown job fails with JOB_NOT_FOUND',
    check: async (jobs) => {
      await refused(watch(jobs, 'unknown').ended(), 'JOB_NOT_FOUND')
      const reader = jobs.queue.watch(WORK, 'unknown')[Symbol.asyncIterator]()
      await refused(reader.next(), 'JOB_NOT_FOUND')
      assert.deepEqual(await within(jobs, 'a failed watch has ended', reader.next()), { done: true, value: undefined })
    },
  },
  {
    id: 'jobs/watch-conflated',
    law: 'a slow reader may miss intermediate snapshots, never the last one',
    check: async (jobs) => {
      const id = await jobs.add()
      const reader = jobs.queue.watch(WORK, id)[Symbol.asyncIterator]()
      assert.equal((await reader.next()).value?.state, 'waiting')
      await jobs.work()
      const { run, succeed } = await jobs.started(0)
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
    law: 'a watch fails with JOB_NOT_FOUND when its job is removed before it has ended, and shows what it has not shown yet',
    check: async (jobs) => {
      const id = await jobs.add()
      const watching = watch(jobs, id)
      await watching.sees(({ state }) => state === 'waiting')
      const slow = jobs.queue.watch(WORK, id)[Symbol.asyncIterator]()
      assert.equal((await slow.next()).value?.state, 'waiting')
      await jobs.queue.remove(WORK, id)
      await refused(watching.ended(), 'JOB_NOT_FOUND', { type: WORK, id })
      // The removal may be a change that was not shown yet.
      const rest = async () => {
        while (!(await slow.next()).done);
      }
      await refused(within(jobs, 'the slow watch ends', rest()), 'JOB_NOT_FOUND', { type: WORK, id })
    },
  },
  {
    id: 'jobs/watch-dropped',
    law: 'a watch shows the final state even if the job is not kept',
    check: async (jobs) => {
      const id = await jobs.add({ retention: { age: 3600, count: 0 } })
      const watching = watch(jobs, id)
      await jobs.work()
      const { succeed } = await jobs.started(0)
      await watching.sees(({ state }) => state === 'active')
      await succeed('gone')
      assert.equal(await jobs.queue.get(WORK, id), undefined)
      const last = (await watching.ended()).at(-1)
      assert.deepEqual({ state: last?.state, result: last?.result }, { state: 'completed', result: 'gone' })
    },
  },
  {
    id: 'jobs/watch-given-up',
    law: 'a watch ends when its signal aborts, or when its reader stops',
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
