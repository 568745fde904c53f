import { describe, expect, it } from '@jest/globals'
import { defineJob } from '../../../../src/app/jobs/define-job.js'
import { ANY, JobsFixture } from './jobs-fixture.js'

/** The warning comes after ten seconds. */
const WARNING_AFTER_MS = 10_000
/** How often it is looked at jobs that need not be warned about. */
const SELDOM_MS = 60_000
const WARNING = 'jobs are waiting and no worker takes them'

function fixture(...types: readonly string[]): JobsFixture {
  const f = new JobsFixture()
  for (const type of types) {
    const job = f.jobs.define(defineJob({ type, payload: ANY }))
    f.jobs.handle(job, async () => 'ok')
  }
  return f
}

const warned = (f: JobsFixture) =>
  f.logger.lines.filter(({ message }) => message === WARNING).map(({ fields }) => fields.jobType)

describe('waiting jobs without a worker', () => {
  it('cause one warning per type, ten seconds after the first add', async () => {
    const f = fixture('a', 'b')
    await f.jobs.addJob('a', 1)
    await f.jobs.addJob('a', 2)
    await f.clock.advance(WARNING_AFTER_MS - 1)
    expect(warned(f)).toEqual([])
    await f.clock.advance(1)
    expect(warned(f)).toEqual(['a'])
    expect(f.logger.lines).toMatchObject([{ level: 'warn', fields: { jobType: 'a', waiting: 2 } }])
    await f.jobs.addJob('a', 3)
    await f.jobs.addJobs('b', [{ payload: 1 }, { payload: 2 }])
    await f.clock.advance(10 * WARNING_AFTER_MS)
    expect(warned(f)).toEqual(['a', 'b'])
    expect(f.clock.timers).toBe(0)
  })

  it('cause no warning if workers start in time', async () => {
    const f = fixture('a')
    await f.jobs.addJob('a', 1)
    await f.jobs.startWorkers()
    await f.jobs.addJob('a', 1)
    await f.clock.advance(WARNING_AFTER_MS)
    expect(warned(f)).toEqual([])
  })

  it('cause no warning while a worker is slow', async () => {
    const f = new JobsFixture()
    f.jobs.handle(f.jobs.define(defineJob({ type: 'a', payload: ANY })), () => new Promise(() => undefined))
    await f.jobs.addJobs('a', [{ payload: 1 }, { payload: 2 }])
    await f.jobs.startWorkers()
    await f.clock.advance(WARNING_AFTER_MS)
    expect(await f.jobs.getQueueStats('a')).toMatchObject({ waiting: 1 })
    expect(warned(f)).toEqual([])
  })

  it('cause no warning if an earlier worker is stopped again', async () => {
    const f = new JobsFixture()
    const job = f.jobs.define(defineJob({ type: 'a', payload: ANY }))
    f.jobs.handle(job, () => new Promise(() => undefined))
    const stop = await f.jobs.startWorkers()
    await stop()
    await f.jobs.startWorkers()
    await stop()
    await f.jobs.addJobs('a', [{ payload: 1 }, { payload: 2 }])
    await f.clock.advance(WARNING_AFTER_MS)
    expect(warned(f)).toEqual([])
  })

  it('cause a warning after the workers were stopped', async () => {
    const f = fixture('a')
    const stop = await f.jobs.startWorkers()
    await stop()
    await f.jobs.addJob('a', 1)
    await f.clock.advance(WARNING_AFTER_MS)
    expect(warned(f)).toEqual(['a'])
  })

  it('cause no warning if another process took them; later jobs do', async () => {
    const f = fixture('a')
    const { id } = await f.jobs.addJob('a', 1)
    await f.jobs.cancelJob('a', id)
    await f.clock.advance(WARNING_AFTER_MS)
    expect(warned(f)).toEqual([])
    await f.jobs.addJob('a', 1)
    await f.clock.advance(WARNING_AFTER_MS)
    expect(warned(f)).toEqual(['a'])
  })

  it('cause no warning while a worker in another process is busy, and one after it has stopped', async () => {
    const f = fixture('a')
    // It shares the queue, and not the app.
    let end = () => undefined as unknown
    const stop = await f.queue.work('a', () => new Promise((resolve) => (end = () => resolve('done'))), {
      concurrency: 1,
    })
    await f.jobs.addJobs('a', [{ payload: 1 }, { payload: 2 }])
    await f.clock.advance(5 * SELDOM_MS)
    expect(await f.jobs.getQueueStats('a')).toMatchObject({ active: 1, waiting: 1 })
    expect(warned(f)).toEqual([])
    const stopped = stop()
    end()
    await stopped
    await f.clock.advance(SELDOM_MS + WARNING_AFTER_MS)
    expect(warned(f)).toEqual(['a'])
  })

  it('cause no warning while jobs end in another process, even if none runs during a check', async () => {
    let ended = 0
    const f = new JobsFixture((queue) => ({
      stats: async (type) => ({ ...(await queue.stats(type)), active: 0, waiting: 1, completed: ++ended }),
    }))
    f.jobs.define(defineJob({ type: 'a', payload: ANY }))
    await f.jobs.addJob('a', 1)
    await f.clock.advance(20 * WARNING_AFTER_MS)
    expect(warned(f)).toEqual([])
  })

  it('cause a warning if they were delayed and became due without a worker', async () => {
    const f = fixture('a')
    await f.jobs.addJob('a', 1, { delayMs: 10.5 * SELDOM_MS })
    await f.clock.advance(10.5 * SELDOM_MS)
    expect(warned(f)).toEqual([])
    await f.clock.advance(SELDOM_MS + WARNING_AFTER_MS)
    expect(warned(f)).toEqual(['a'])
    expect(f.clock.timers).toBe(0)
  })

  it('cause no warning while their type is paused', async () => {
    const f = fixture('a')
    await f.jobs.pauseQueue('a')
    await f.jobs.addJob('a', 1)
    await f.clock.advance(10 * SELDOM_MS)
    expect(warned(f)).toEqual([])
    await f.jobs.resumeQueue('a')
    await f.clock.advance(SELDOM_MS + WARNING_AFTER_MS)
    expect(warned(f)).toEqual(['a'])
  })

  it('cannot be checked in a closed queue: no warning, no unhandled error', async () => {
    const f = fixture('a')
    await f.jobs.addJob('a', 1)
    await f.queue.close(0)
    await f.clock.advance(WARNING_AFTER_MS)
    expect(warned(f)).toEqual([])
    expect(f.logger.messages('debug')).toEqual(['could not check for waiting jobs'])
  })
})
