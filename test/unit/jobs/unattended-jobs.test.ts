import { describe, expect, it } from '@jest/globals'
import { defineJob } from '../../../src/app/jobs/define-job.js'
import { ANY, JobsFixture } from './jobs-fixture.js'

/** The ten seconds after which somebody is told. */
const UNATTENDED_AFTER_MS = 10_000
const WARNING = 'jobs wait and this process has no worker for them'

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

describe('waiting jobs without any worker in this process', () => {
  it('are warned about once per type, ten seconds after the first add', async () => {
    const f = fixture('a', 'b')
    await f.jobs.addJob('a', 1)
    await f.jobs.addJob('a', 2)
    await f.clock.advance(UNATTENDED_AFTER_MS - 1)
    expect(warned(f)).toEqual([])
    await f.clock.advance(1)
    expect(warned(f)).toEqual(['a'])
    expect(f.logger.lines).toMatchObject([{ level: 'warn', fields: { jobType: 'a', waiting: 2 } }])
    await f.jobs.addJob('a', 3)
    await f.jobs.addJobs('b', [{ payload: 1 }, { payload: 2 }])
    await f.clock.advance(10 * UNATTENDED_AFTER_MS)
    expect(warned(f)).toEqual(['a', 'b'])
    expect(f.clock.timers).toBe(0)
  })

  it('are not warned about when workers start in time', async () => {
    const f = fixture('a')
    await f.jobs.addJob('a', 1)
    await f.jobs.startWorkers()
    await f.jobs.addJob('a', 1)
    await f.clock.advance(UNATTENDED_AFTER_MS)
    expect(warned(f)).toEqual([])
  })

  it('are not warned about while the worker is there and slow', async () => {
    const f = new JobsFixture()
    f.jobs.handle(f.jobs.define(defineJob({ type: 'a', payload: ANY })), () => new Promise(() => undefined))
    await f.jobs.addJobs('a', [{ payload: 1 }, { payload: 2 }])
    await f.jobs.startWorkers()
    await f.clock.advance(UNATTENDED_AFTER_MS)
    expect(await f.jobs.getQueueStats('a')).toMatchObject({ waiting: 1 })
    expect(warned(f)).toEqual([])
  })

  it('are not warned about when an earlier worker is stopped once more', async () => {
    const f = new JobsFixture()
    const job = f.jobs.define(defineJob({ type: 'a', payload: ANY }))
    f.jobs.handle(job, () => new Promise(() => undefined))
    const stop = await f.jobs.startWorkers()
    await stop()
    await f.jobs.startWorkers()
    await stop()
    await f.jobs.addJobs('a', [{ payload: 1 }, { payload: 2 }])
    await f.clock.advance(UNATTENDED_AFTER_MS)
    expect(warned(f)).toEqual([])
  })

  it('are warned about when the workers were stopped', async () => {
    const f = fixture('a')
    const stop = await f.jobs.startWorkers()
    await stop()
    await f.jobs.addJob('a', 1)
    await f.clock.advance(UNATTENDED_AFTER_MS)
    expect(warned(f)).toEqual(['a'])
  })

  it('are not warned about when another process took them, but later ones are', async () => {
    const f = fixture('a')
    const { id } = await f.jobs.addJob('a', 1)
    await f.jobs.cancelJob('a', id)
    await f.clock.advance(UNATTENDED_AFTER_MS)
    expect(warned(f)).toEqual([])
    await f.jobs.addJob('a', 1)
    await f.clock.advance(UNATTENDED_AFTER_MS)
    expect(warned(f)).toEqual(['a'])
  })

  it('cannot be looked for in a queue that is closed: no warning, no unhandled error', async () => {
    const f = fixture('a')
    await f.jobs.addJob('a', 1)
    await f.queue.close(0)
    await f.clock.advance(UNATTENDED_AFTER_MS)
    expect(warned(f)).toEqual([])
    expect(f.logger.messages('debug')).toEqual(['could not look for waiting jobs'])
  })
})
