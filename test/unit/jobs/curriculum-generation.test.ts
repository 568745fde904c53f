import { describe, expect, it } from '@jest/globals'
import { JobsFixture } from './jobs-fixture.js'

describe('curriculum_generation', () => {
  it('is known to every app, with its payload', async () => {
    const { jobs } = new JobsFixture()
    const { id } = await jobs.addJob('curriculum_generation', { programId: 'p', userId: 'u' })
    const status = await jobs.getJobStatus('curriculum_generation', id)
    expect(status).toMatchObject({ payload: { programId: 'p', userId: 'u' }, maxAttempts: 3 })
  })

  it('gives its handler the two ids and nothing else', async () => {
    const f = new JobsFixture()
    const seen: unknown[] = []
    f.jobs.handle('curriculum_generation', ({ payload }) => seen.push(payload))
    await f.jobs.startWorkers()
    const more = { programId: 'p', userId: 'u', more: 1 }
    await f.jobs.addJob('curriculum_generation', more)
    await f.settle()
    expect(seen).toEqual([{ programId: 'p', userId: 'u' }])
  })

  it.each([null, 'p', [], {}, { programId: 'p' }, { programId: '', userId: 'u' }, { programId: 1, userId: 'u' }])(
    'refuses %j',
    async (payload) => {
      const { jobs } = new JobsFixture()
      await expect(jobs.addJob('curriculum_generation', payload as never)).rejects.toMatchObject({
        code: 'INVALID_PAYLOAD',
      })
    },
  )
})
