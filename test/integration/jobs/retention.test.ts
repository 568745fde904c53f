import { describe, expect, it } from '@jest/globals'
import { SystemIds } from '../../../src/adapters/system/index.js'
import { defineJob } from '../../../src/app/jobs/define-job.js'
import { Jobs } from '../../../src/app/jobs/jobs.js'
import type { CronRule, JobQueue } from '../../../src/ports/index.js'
import { advanceJobTime } from '../../support/job-time.js'
import { ManualClock } from '../../support/manual-clock.js'
import { RecordingLogger } from '../../support/recording-logger.js'
import { until } from '../../support/until.js'
import { jobsOnRedis, reaches, request } from './bull-fixture.js'

const redis = jobsOnRedis('retention')

async function working() {
  const made = redis.newQueue()
  await made.queue.work('work', async () => 'done', { concurrency: 1 })
  return made
}

const ids = async (queue: JobQueue) => (await queue.list('work', { offset: 0, limit: 100 })).map(({ id }) => id)

describe('the retention of a job', () => {
  it('applies per job: a longer retention does not affect jobs with another one', async () => {
    const { queue, prefix } = await working()
    await queue.add(request({ id: 'long', key: 'k', unique: 'retained', retention: { age: 36_000, count: 100 } }))
    await reaches(queue, 'long', 'completed')
    const short = { age: 600, count: 2 }
    for (const id of ['a', 'b', 'c']) {
      await queue.add(request({ id, retention: short }))
      await reaches(queue, id, 'completed')
    }
    expect(await queue.get('work', 'a')).toBeUndefined()
    expect((await queue.get('work', 'long'))?.state).toBe('completed')
    expect(await queue.add(request({ key: 'k' }))).toEqual({ id: 'long', created: false })
    await advanceJobTime(redis.server, prefix, 600_001)
    await queue.trim('work')
    expect(await ids(queue)).toEqual(['long'])
    expect((await queue.stats('work')).completed).toBe(1)
  })

  it('leaves no keys when all jobs are deleted', async () => {
    const { queue, prefix, base } = await working()
    const { id } = await queue.add(request({ retention: { age: 600, count: 5 } }))
    await reaches(queue, id, 'completed')
    expect(await redis.cli('EXISTS', `${base}groups`)).toBe('1')
    await advanceJobTime(redis.server, prefix, 600_001)
    expect(await queue.trim('work')).toBe(1)
    expect(await redis.cli('EXISTS', `${base}groups`)).toBe('0')
  })
})

describe('a schedule in two processes with different clocks', () => {
  const TICKS = 5

  /** A tick every second. */
  const cron = { next: (_rule: CronRule, after: number) => Math.floor(after / 1000) * 1000 + 1000 }

  it('runs each tick once, even if almost no finished job is kept', async () => {
    const prefix = redis.newPrefix()
    const report = defineJob({
      type: 'report',
      payload: { '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) } },
      retention: { count: 1 },
    })
    const runs: unknown[] = []
    const start = Date.UTC(2030, 0, 1)
    const processes = [new ManualClock(start), new ManualClock(start - 1000)].map((clock) => {
      const { queue } = redis.newQueue({ prefix })
      const jobs = new Jobs(queue, { ids: new SystemIds(), logger: new RecordingLogger(), clock, cron })
      jobs.define(report)
      redis.closing.add(async () => jobs.close())
      return { jobs, clock }
    })
    const [first] = processes.map(({ jobs }) => jobs)
    if (!first) throw new Error('no process')
    first.handle('report', async ({ payload, key }) => {
      if (payload === 'tick') runs.push(key)
    })
    await first.startWorkers()
    for (const { jobs } of processes)
      await jobs.schedule('report', { cron: '* * * * * *', payload: 'tick', name: 'each' })
    for (let second = 0; second <= TICKS; second++) {
      for (const { clock } of processes) {
        const { timers } = clock
        await clock.advance(1000)
        // The schedule waits for the next tick after it has added this job.
        await until('the tick is added', () => clock.timers >= timers || undefined)
        await first.addJob('report', 'by hand')
        await until('all is done', async () => {
          const { waiting, active } = await first.getQueueStats('report')
          return waiting + active === 0 || undefined
        })
      }
    }
    expect(runs).toHaveLength(new Set(runs).size)
    // The late process starts with the previous tick.
    expect(runs).toHaveLength(TICKS + 2)
  })
})
