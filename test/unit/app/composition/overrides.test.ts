import { describe, expect, it } from '@jest/globals'
import { LruCache, MemoryJobQueue } from '../../../../src/adapters/memory/index.js'
import { SystemClock, SystemRandom } from '../../../../src/adapters/system/index.js'
import { createApp, defineJob, type Overrides } from '../../../../src/index.js'
import { modelRepositories } from '../../../../src/ports/conformance/index.js'
import { RecordingLogger } from '../../../support/recording-logger.js'

const { programs, documents, curricula } = modelRepositories()

describe('overrides', () => {
  it.each<[string, object, string]>([
    ['a name that there is not', { cahce: new LruCache({ clock: new SystemClock() }) }, 'cahce'],
    ['an object that is no such port', { cache: {} }, 'getMany'],
    ['an object that stores no users', { users: { create: async () => ({}) } }, 'findByEmail'],
    ['no object', { logger: null }, 'logger'],
    ['programs alone', { programs }, 'documents and curricula'],
    ['all repositories but one', { programs, documents }, 'curricula'],
    ['curricula alone', { curricula }, 'programs and documents'],
  ])('%s is refused, and what is wrong is said', async (_name, overrides, said) => {
    const logger = new RecordingLogger()
    const creating = createApp({}, { logger, ...overrides } as Overrides)
    await expect(creating).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', message: expect.stringContaining(said) })
  })

  it('a queue of the embedder gets no worker after the app is closed, and is not closed itself', async () => {
    const logger = new RecordingLogger()
    const jobs = new MemoryJobQueue({ clock: new SystemClock(), random: new SystemRandom(), logger })
    const [first, second] = [await createApp({}, { jobs, logger }), await createApp({}, { jobs, logger })]
    const type = defineJob({ type: 'greet', payload: modelPayload })
    for (const app of [first, second]) app.jobs.define(type)
    first.jobs.handle('greet', async () => 'hello')
    await first.startWorkers()
    await first.close()
    const { id } = await second.jobs.addJob('greet', {})
    expect(await jobs.stats('greet')).toMatchObject({ waiting: 1, active: 0 })
    expect(await second.jobs.getJobStatus('greet', id)).toMatchObject({ state: 'waiting', attempts: 0 })
    await expect(first.startWorkers()).rejects.toMatchObject({ code: 'APP_CLOSED' })
    await second.close()
    await jobs.close(0)
  })
})

const modelPayload = {
  '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) },
} as const
