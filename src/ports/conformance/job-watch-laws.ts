import { strict as assert } from 'node:assert'
import type { JobStatus } from '../../domain/jobs/index.js'
import { type DrivenJobs, retries, WORK } from './driven-jobs.js'
import { eventually } from './eventually.js'
import { type JobLaw, refused } from './job-law.js'

/** A watch that is read as fast as it goes. */
interface Watching {
  readonly seen: readonly JobStatus[]
  /** Resolves when it has ended. */
  ended(): Promise<readonly JobStatus[]>
  /** Resolves when something was seen of which `what` is true. */
  sees(what: (status: JobStatus) => boolean): Promise<unknown>
}

/** How far a job is, and who looks on. */
export const jobWatchLaws: readonly JobLaw[] = [
  {
    id: 'jobs/progress',
    law: 'progress is a number or percent, stage and message; it rises within an attempt and starts anew in the next',
    check: async (jobs) => {
      const id = await jobs.add(retries(2, { delayMs: 0 }))
      await jobs.work()
      const first = await jobs.began(0)
      const shows = (progress: JobStatus['progress']) => eventually('it shows', shown(jobs, id, progress), jobs.waitMs)
      await shows({ percent: 0 })
      first.run.progress(30)
      await shows({ percent: 30 })
      first.run.progress({ percent: 20, stage: 's', message: 'm' })
      await shows({ percent: 30, stage: 's', message: 'm' })
      await first.fail()
      const second = await jobs.began(1)
      await shows({ percent: 0 })
      second.run.progress(5)
      await second.succeed()
      assert.deepEqual((await jobs.status(id)).progress, { percent: 5 })
    },
  },
  {
    id: 'jobs/progress-range',
    law: 'progress outside 0 to 100 is an error of the handler',
    check: async (jobs) => {
      await jobs.add()
      await jobs.work()
      const { run } = await jobs.began(0)
      const report = (percent: number) => async () => run.progress(percent)
      for (const percent of [-1, 101, Number.NaN]) await refused(report(percent)(), 'INVALID_ARGUMENT')
    },
  },
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

/** Begins to read at once. */
export function watch(jobs: DrivenJobs, id: string, signal?: AbortSignal): Watching {
  const seen: JobStatus[] = []
  const read = async (): Promise<void> => {
    for await (const status of jobs.queue.watch(WORK, id, signal ? { signal } : {})) seen.push(status)
  }
  const reading = read()
  // Whoever waits for the end is told; a law that fails before must not leave an error behind.
  reading.catch(() => undefined)
  return {
    seen,
    ended: async () => {
      await within(jobs, 'the watch ends', reading)
      return seen
    },
    sees: (what) => eventually('the watch shows a change', () => (seen.some(what) ? true : undefined), jobs.waitMs),
  }
}

/** Waits for `work`, no longer than the law has time. */
export async function within<T>({ waitMs }: DrivenJobs, what: string, work: Promise<T>): Promise<T> {
  let done: { readonly value: T } | { readonly error: unknown } | undefined
  work.then(
    (value) => {
      done = { value }
    },
    (error: unknown) => {
      done = { error }
    },
  )
  const end = await eventually(what, () => done, waitMs)
  if ('error' in end) throw end.error
  return end.value
}

function shown(jobs: DrivenJobs, id: string, progress: JobStatus['progress']) {
  return async () => {
    const now = (await jobs.status(id)).progress
    return JSON.stringify(Object.entries(now).sort()) === JSON.stringify(Object.entries(progress).sort())
      ? true
      : undefined
  }
}
