import { describe, expect, it } from '@jest/globals'
import { defineJob } from '../../../src/app/jobs/define-job.js'
import { ANY, JobsFixture } from './jobs-fixture.js'

describe('finished jobs', () => {
  it('are trimmed once a minute, of the types that have a worker here, until it stops', async () => {
    const trimmed: string[] = []
    const f = new JobsFixture((queue) => ({
      trim: (type) => {
        trimmed.push(type)
        return queue.trim(type)
      },
    }))
    f.jobs.define(defineJob({ type: 'idle', payload: ANY }))
    f.jobs.handle(f.jobs.define(defineJob({ type: 'report', payload: ANY })), () => 1)
    await f.clock.advance(120_000)
    expect(trimmed).toEqual([])
    const stop = await f.jobs.startWorkers()
    await f.clock.advance(59_999)
    expect(trimmed).toEqual([])
    await f.clock.advance(60_001)
    expect(trimmed).toEqual(['report', 'report'])
    await stop()
    await f.clock.advance(120_000)
    expect(trimmed).toHaveLength(2)
    expect(f.clock.timers).toBe(0)
  })

  it('are trimmed on after a failure', async () => {
    let count = 0
    const f = new JobsFixture(() => ({ trim: () => Promise.reject(new Error(`away ${++count}`)) }))
    f.jobs.handle(f.jobs.define(defineJob({ type: 'report', payload: ANY })), () => 1)
    await f.jobs.startWorkers()
    await f.clock.advance(120_000)
    expect(count).toBe(2)
    expect(f.logger.messages('debug')).toEqual(Array(2).fill('could not trim finished jobs'))
  })
})
