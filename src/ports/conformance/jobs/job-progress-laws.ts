import { strict as assert } from 'node:assert'
import { type JobStatus, MAX_PROGRESS_LENGTHS } from '../../../domain/jobs/index.js'
import { type DrivenJobs, retries } from './driven-jobs.js'
import { eventually } from './eventually.js'
import { type JobLaw, refused } from './job-law.js'

/** How far a run is. */
export const jobProgressLaws: readonly JobLaw[] = [
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
    id: 'jobs/progress-bounded',
    law: 'stage and message of progress are cut to their bounds',
    check: async (jobs) => {
      const id = await jobs.add()
      await jobs.work()
      const { run, succeed } = await jobs.began(0)
      run.progress({ percent: 1, stage: 's'.repeat(100_000), message: 'm'.repeat(1_000_000) })
      await succeed()
      const { stage, message } = (await jobs.status(id)).progress
      assert.equal(stage, 's'.repeat(MAX_PROGRESS_LENGTHS.stage))
      assert.equal(message, 'm'.repeat(MAX_PROGRESS_LENGTHS.message))
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
]

function shown(jobs: DrivenJobs, id: string, progress: JobStatus['progress']) {
  return async () => {
    const now = (await jobs.status(id)).progress
    return JSON.stringify(Object.entries(now).sort()) === JSON.stringify(Object.entries(progress).sort())
      ? true
      : undefined
  }
}
