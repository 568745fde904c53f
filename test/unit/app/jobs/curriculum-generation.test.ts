import { describe, expect, it } from '@jest/globals'
import { UnrecoverableError } from '../../../../src/domain/jobs/index.js'
import { AppError } from '../../../../src/domain/platform/index.js'
import { JobsFixture } from './jobs-fixture.js'

describe('curriculum_generation', () => {
  it('every app defines it, with its payload', async () => {
    const { jobs } = new JobsFixture()
    const { id } = await jobs.addJob('curriculum_generation', { programId: 'p', userId: 'u' })
    const status = await jobs.getJobStatus('curriculum_generation', id)
    expect(status).toMatchObject({ payload: { programId: 'p', userId: 'u' }, maxAttempts: 10 })
  })

  it('passes the two ids to its handler and drops other properties', async () => {
    const f = new JobsFixture()
    const seen: unknown[] = []
    f.jobs.handle('curriculum_generation', ({ payload }) => seen.push(payload))
    await f.jobs.startWorkers()
    const more = { programId: 'p', userId: 'u', more: 1 }
    await f.jobs.addJob('curriculum_generation', more)
    await f.settle()
    expect(seen).toEqual([{ programId: 'p', userId: 'u' }])
  })

  it('retries while a database is unavailable for a minute', async () => {
    const f = new JobsFixture()
    const backAt = f.clock.now() + 60_000
    f.jobs.handle('curriculum_generation', () => {
      if (f.clock.now() < backAt) throw new AppError('STORE_UNAVAILABLE', 'the database cannot be reached')
    })
    await f.jobs.startWorkers()
    const { id } = await f.jobs.addJob('curriculum_generation', { programId: 'p', userId: 'u' })
    for (let second = 0; second < 120; second++) await f.clock.advance(1_000)
    expect(await f.jobs.getJobStatus('curriculum_generation', id)).toMatchObject({ state: 'completed' })
  })

  it('does not retry after an UnrecoverableError', async () => {
    const f = new JobsFixture()
    f.jobs.handle('curriculum_generation', () => {
      throw new UnrecoverableError('no document can be used')
    })
    await f.jobs.startWorkers()
    const { id } = await f.jobs.addJob('curriculum_generation', { programId: 'p', userId: 'u' })
    await f.settle()
    expect(await f.jobs.getJobStatus('curriculum_generation', id)).toMatchObject({ state: 'failed', attempts: 1 })
  })

  it.each([null, 'p', [], {}, { programId: 'p' }, { programId: '', userId: 'u' }, { programId: 1, userId: 'u' }])(
    'rejects %j',
    async (payload) => {
      const { jobs } = new JobsFixture()
      await expect(jobs.addJob('curriculum_generation', payload as never)).rejects.toMatchObject({
        code: 'INVALID_PAYLOAD',
      })
    },
  )
})
